//! Runs one attention layer and says which kernel ran and why.

use std::io::{self, Write as _};
use std::process::ExitCode;
use std::time::{Duration, Instant};

use candle_core::{DType, Device, Result, Tensor};
use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Parser, ValueEnum};
use featherfall::requires_feature;
use featherfall_examples::attention::{
    attention_cuda, cuda_device, eager_attention, flash_attention, flash_attention_cuda,
};
use rand::SeedableRng;
use rand_distr::{Distribution, StandardNormal};

featherfall::feature_set!();

/// One multi-head attention layer on seeded random tensors.
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
    /// The attention that a model config asks for, on the CPU; without it all kernels are compared.
    #[arg(long, value_enum)]
    attention: Option<Attention>,
    /// Where the tensors are; the CPU where there is no such device.
    #[arg(long, value_enum, default_value_t = On::Cpu)]
    device: On,
    /// What the tensors are made of on a CUDA device; on the CPU they are f32.
    #[arg(long, default_value = "f32", value_parser = float_dtype())]
    dtype: DType,
}

#[derive(Clone, Copy, PartialEq, ValueEnum)]
enum Attention {
    /// The fused kernel, or an error: what is asked for by name never degrades.
    Flash,
    /// The eager kernel.
    Eager,
    /// The fused kernel where this build has it.
    Auto,
}

#[derive(Clone, Copy, PartialEq, ValueEnum)]
enum On {
    Cpu,
    Cuda,
}

fn float_dtype() -> impl TypedValueParser<Value = DType> {
    PossibleValuesParser::new(["f32", "f16", "bf16"]).try_map(|name| name.parse())
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
    let [q, k, v] = tensors(shape, arguments.dtype)?;
    let scale = 1.0 / f64::from(arguments.head_dim).sqrt();
    #[allow(clippy::cast_possible_truncation, reason = "the kernels take f32")]
    let scale = scale as f32;

    let _ = writeln!(
        io::stdout(),
        "attention over q, k, v of shape {shape:?}, {}\n",
        arguments.dtype.as_str()
    );
    if let Some(attention) = arguments.attention {
        let configured = || match attention {
            Attention::Eager => eager_attention(&q, &k, &v, scale),
            attention => fused_attention(attention, &q, &k, &v, scale),
        };
        let (_, time) = timed(&Device::Cpu, configured)?;
        let ran = match attention {
            Attention::Eager => String::from("ran eager_attention"),
            _ => what_ran("fused_attention"),
        };
        let _ = writeln!(
            io::stdout(),
            "{:<22}{:>9.3} ms   {ran}\n\n{}",
            "attention",
            milliseconds(time),
            featherfall::report()
        );
        return Ok(());
    }
    let (eager, time) = timed(&Device::Cpu, || eager_attention(&q, &k, &v, scale))?;
    let _ = writeln!(io::stdout(), "{:<22}{:>9.3} ms", "eager_attention", milliseconds(time));
    compare("flash_attention", &eager, &Device::Cpu, || flash_attention(&q, &k, &v, scale))?;
    if arguments.device == On::Cuda {
        let device = cuda_device().unwrap_or_else(|error| {
            tracing::warn!("{error}");
            Device::Cpu
        });
        let dtype = if device.is_cuda() { arguments.dtype } else { DType::F32 };
        let on_device = |tensor: &Tensor| tensor.to_device(&device)?.to_dtype(dtype);
        let [q, k, v] = [on_device(&q)?, on_device(&k)?, on_device(&v)?];
        compare("attention_cuda", &eager, &device, || attention_cuda(&q, &k, &v, scale))?;
        compare("flash_attention_cuda", &eager, &device, || {
            flash_attention_cuda(&q, &k, &v, scale)
        })?;
    }
    let _ = write!(io::stdout(), "\n{}", featherfall::report());
    Ok(())
}

/// Attention of a model whose config leaves the choice to the program, or wants the fused kernel.
///
/// `q`, `k` and `v` have shape (batch, heads, sequence, `head_dim`), dtype f32, and so has the
/// result.
#[requires_feature(
    "flash-attn",
    otherwise = eager_attention(q, k, v, scale),
    required_if(attention == Attention::Flash, "`attention = \"flash\"` was asked for"),
    alternative = "set `attention = \"auto\"` in the model config"
)]
fn fused_attention(
    attention: Attention,
    q: &Tensor,
    k: &Tensor,
    v: &Tensor,
    scale: f32,
) -> Result<Tensor> {
    flash_attention(q, k, v, scale)
}

/// Prints the time of a kernel, how far its result is from that of eager attention on the CPU, and
/// what ran.
fn compare(
    name: &str,
    eager: &Tensor,
    device: &Device,
    kernel: impl Fn() -> Result<Tensor>,
) -> Result<()> {
    let (result, time) = timed(device, kernel)?;
    let difference = (eager - result.to_device(&Device::Cpu)?.to_dtype(DType::F32)?)?;
    let difference = difference.abs()?.flatten_all()?.max(0)?.to_scalar::<f32>()?;
    let ran = what_ran(name);
    let time = milliseconds(time);
    let _ = writeln!(
        io::stdout(),
        "{name:<22}{time:>9.3} ms   max abs difference {difference:.1e}   {ran}"
    );
    Ok(())
}

/// Which kernel answered the calls of `name`, and why.
fn what_ran(name: &str) -> String {
    match featherfall::degradations().into_iter().find(|row| row.requested() == name) {
        Some(row) => format!("ran {}: {}", row.used(), row.reason()),
        None => format!("ran {name}"),
    }
}

/// q, k and v, f32, with normally distributed values that `dtype` holds exactly, the same in every
/// run.
fn tensors(shape: (usize, usize, usize, usize), dtype: DType) -> Result<[Tensor; 3]> {
    let mut rng = rand::rngs::StdRng::seed_from_u64(0);
    let mut tensor = || {
        let count = shape.0 * shape.1 * shape.2 * shape.3;
        let values: Vec<f32> = StandardNormal.sample_iter(&mut rng).take(count).collect();
        Tensor::from_vec(values, shape, &Device::Cpu)?.to_dtype(dtype)?.to_dtype(DType::F32)
    };
    Ok([tensor()?, tensor()?, tensor()?])
}

/// The result, and the fastest of five calls.
fn timed(device: &Device, kernel: impl Fn() -> Result<Tensor>) -> Result<(Tensor, Duration)> {
    let mut fastest = Duration::MAX;
    let mut result = kernel()?;
    for _ in 0..5 {
        device.synchronize()?;
        let start = Instant::now();
        result = kernel()?;
        device.synchronize()?;
        fastest = fastest.min(start.elapsed());
    }
    Ok((result, fastest))
}

fn milliseconds(duration: Duration) -> f64 {
    duration.as_secs_f64() * 1e3
}
