//! What a gate adds to a kernel launch: the same kernel called directly, through its gate, and directly
//! again, in turns, in one process.

use std::io::{self, Write as _};
use std::process::ExitCode;
use std::time::Instant;

use candle_core::{Result, Tensor};
use clap::Parser;
use featherfall_examples::attention::{attention_cuda, cuda_device, eager_attention};

featherfall::feature_set!();

/// Compares launches of a gated kernel with launches of the kernel itself.
#[derive(Parser)]
struct Arguments {
    /// Rounds; each is a sample.
    #[arg(long, default_value_t = 500, value_parser = clap::value_parser!(u32).range(1..))]
    rounds: u32,
    /// Calls in a round.
    #[arg(long, default_value_t = 100, value_parser = clap::value_parser!(u32).range(1..))]
    calls: u32,
}

fn main() -> ExitCode {
    match run(&Arguments::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: &Arguments) -> Result<()> {
    let device = cuda_device()?;
    // As small as can be, so that launching is all there is to do.
    let q = Tensor::randn(0f32, 1f32, (1, 1, 16, 16), &device)?;
    let sample = |kernel: &dyn Fn() -> Result<Tensor>| -> Result<f64> {
        device.synchronize()?;
        let start = Instant::now();
        for _ in 0..arguments.calls {
            kernel()?;
        }
        device.synchronize()?;
        Ok(start.elapsed().as_secs_f64() * 1e6 / f64::from(arguments.calls))
    };
    let direct = || eager_attention(&q, &q, &q, 0.25);
    let gated = || attention_cuda(&q, &q, &q, 0.25);
    for kernel in [&direct as &dyn Fn() -> Result<Tensor>, &gated] {
        sample(kernel)?;
    }
    let mut samples = [const { Vec::new() }; 3];
    for round in 0..arguments.rounds {
        let kernels: [&dyn Fn() -> Result<Tensor>; 3] = [&direct, &gated, &direct];
        for turn in 0..3 {
            // Each kernel takes each place equally often.
            let which = (turn + round as usize) % 3;
            samples[which].push(sample(kernels[which])?);
        }
    }
    let [direct, gated, again] = samples.map(Quartiles::of);
    let _ = writeln!(
        io::stdout(),
        "µs a call, median (quartiles) of {} rounds of {}",
        arguments.rounds,
        arguments.calls
    );
    let _ = writeln!(io::stdout(), "eager_attention   {direct}");
    let _ =
        writeln!(io::stdout(), "attention_cuda    {gated}   {:.4} ×", gated.median / direct.median);
    let _ =
        writeln!(io::stdout(), "eager_attention   {again}   {:.4} ×", again.median / direct.median);
    Ok(())
}

struct Quartiles {
    lower: f64,
    median: f64,
    upper: f64,
}

impl Quartiles {
    fn of(mut samples: Vec<f64>) -> Self {
        samples.sort_by(f64::total_cmp);
        let at = |quarter: usize| samples[(samples.len() - 1) * quarter / 4];
        Self { lower: at(1), median: at(2), upper: at(3) }
    }
}

impl std::fmt::Display for Quartiles {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:7.3} ({:.3} to {:.3})", self.median, self.lower, self.upper)
    }
}
