//! Calls one function often, to count instructions: `calls FUNCTION COUNT [FILTER]`.
//!
//! `tests/scripts/benchmarks.py` runs it under `valgrind --tool=callgrind`.

#[path = "../benches/kernels/mod.rs"]
mod kernels;

use std::hint::black_box;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let (function, count) = match &arguments[..] {
        [function, count] => (function, count),
        [function, count, filter] => {
            let filter = tracing_subscriber::EnvFilter::try_new(filter)?;
            tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).init();
            (function, count)
        }
        _ => return Err("usage: calls FUNCTION COUNT [FILTER]".into()),
    };
    let count: u32 = count.parse()?;
    let values = [1.0; 8];
    let repeat =
        |call: fn(&[f32]) -> f32| (0..count).for_each(|_| _ = black_box(call(black_box(&values))));
    match function.as_str() {
        "eager" => (0..count).for_each(|_| _ = black_box(kernels::eager(black_box(&values)))),
        "falls_back" => {
            (0..count).for_each(|_| _ = black_box(kernels::falls_back(black_box(&values))))
        }
        "warns_once" => {
            (0..count).for_each(|_| _ = black_box(kernels::warns_once(black_box(&values))))
        }
        "by_hand" => repeat(kernels::by_hand),
        "gated" => repeat(kernels::gated),
        "fails" => (0..count).for_each(|_| _ = black_box(kernels::fails(black_box(&values)))),
        "is_enabled" => (0..count).for_each(|_| {
            black_box(featherfall::FeatureSet::current().is_enabled(black_box("off")));
        }),
        "support" => (0..count).for_each(|_| {
            let _ = black_box(featherfall::quantization_support(black_box("hqq")));
        }),
        _ => return Err(format!("no function `{function}`").into()),
    }
    Ok(())
}
