//! Runs one attention layer and says which kernel ran and why.

use std::process::ExitCode;
use std::time::{Duration, Instant};

use candle_core::{Device, Result, Tensor};
use clap::Parser;
use featherfall_examples::attention::{eager_attention, flash_attention};
use rand::SeedableRng;
use rand_distr::{Distribution, StandardNormal};

featherfall::feature_set!();

/// One multi-head attention layer on seeded random f32 tensors.
#[derive(Parser)]
struct Arguments {
    /// Attention heads.
    #[arg(long, default_value_t = 8, value_parser = clap::value_parser!(u32).range(1..))]
    heads: u32,
    /// Tokens in the sequence.
    #[arg(long, default_value_t = 512, value_parser = clap::value_parser!(u32).range(1..))]
    seq: u32,
    /// Size of each head.
    #[arg(long, default_value_t = 64, value_parser = clap::value_parser!(u32).range(1..))]
    head_dim: u32,
}

fn main() -> ExitCode {
    tracing_subscriber::fmt().with_writer(std::io::stderr).without_time().init();
    match run(&Arguments::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: &Arguments) -> Result<()> {
    featherfall::log_feature_info();
    let shape = (1, arguments.heads as usize, arguments.seq as usize, arguments.head_dim as usize);
    let [q, k, v] = tensors(shape)?;
    let scale = 1.0 / f64::from(arguments.head_dim).sqrt();
    #[allow(clippy::cast_possible_truncation, reason = "the kernels take f32")]
    let scale = scale as f32;

    let (eager, eager_time) = timed(|| eager_attention(&q, &k, &v, scale))?;
    let (flash, flash_time) = timed(|| flash_attention(&q, &k, &v, scale))?;
    let difference = (&eager - &flash)?.abs()?.flatten_all()?.max(0)?.to_scalar::<f32>()?;

    println!("attention over q, k, v of shape {shape:?}, f32\n");
    println!("eager_attention     {:>9.3} ms", milliseconds(eager_time));
    println!("flash_attention     {:>9.3} ms   {}", milliseconds(flash_time), what_ran());
    println!("max abs difference  {difference:>9.1e}\n");
    print!("{}", featherfall::report());
    Ok(())
}

/// Which kernel answered the calls of `flash_attention`, and why.
fn what_ran() -> String {
    let degradation =
        featherfall::degradations().into_iter().find(|row| row.requested() == "flash_attention");
    match degradation {
        Some(row) => format!("ran {}: {}", row.used(), row.reason()),
        None => String::from("ran flash_attention"),
    }
}

/// q, k and v with normally distributed values, the same in every run.
fn tensors(shape: (usize, usize, usize, usize)) -> Result<[Tensor; 3]> {
    let mut rng = rand::rngs::StdRng::seed_from_u64(0);
    let mut tensor = || {
        let count = shape.0 * shape.1 * shape.2 * shape.3;
        let values: Vec<f32> = StandardNormal.sample_iter(&mut rng).take(count).collect();
        Tensor::from_vec(values, shape, &Device::Cpu)
    };
    Ok([tensor()?, tensor()?, tensor()?])
}

/// The result, and the fastest of five calls.
fn timed(kernel: impl Fn() -> Result<Tensor>) -> Result<(Tensor, Duration)> {
    let mut fastest = Duration::MAX;
    let mut result = kernel()?;
    for _ in 0..5 {
        let start = Instant::now();
        result = kernel()?;
        fastest = fastest.min(start.elapsed());
    }
    Ok((result, fastest))
}

fn milliseconds(duration: Duration) -> f64 {
    duration.as_secs_f64() * 1e3
}
