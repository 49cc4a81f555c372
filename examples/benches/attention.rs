//! Eager and fused attention on the CPU, called directly and through a gate.
//!
//! `cargo bench -p featherfall-examples --bench attention --features flash-attn`
//!
//! Tensors of shape (1, 8, sequence, 64), f32.

use candle_core::{Device, Result, Tensor};
use candle_nn::attention::{AttnMask, flash_attn};
use divan::Bencher;
use featherfall::requires_feature;
use featherfall_examples::attention::eager_attention;

const SEQUENCES: [usize; 6] = [128, 256, 512, 1024, 2048, 4096];

fn main() {
    divan::main();
}

fn tensor(sequence: usize) -> Tensor {
    let count = 8 * sequence * 64;
    #[allow(clippy::cast_precision_loss, reason = "any numbers do")]
    let values: Vec<f32> = (0..count).map(|i| ((i * 37 % 101) as f32 - 50.0) / 50.0).collect();
    Tensor::from_vec(values, (1, 8, sequence, 64), &Device::Cpu).expect("as many as the shape says")
}

#[divan::bench(args = SEQUENCES, sample_count = 10, sample_size = 1)]
fn eager(bencher: Bencher<'_, '_>, sequence: usize) {
    let q = tensor(sequence);
    bencher.bench(|| eager_attention(&q, &q, &q, 0.125));
}

#[divan::bench(args = SEQUENCES, sample_count = 10, sample_size = 1)]
fn fused(bencher: Bencher<'_, '_>, sequence: usize) {
    let q = tensor(sequence);
    bencher.bench(|| fused_attention(&q, &q, &q, 0.125));
}

#[divan::bench(args = SEQUENCES, sample_count = 10, sample_size = 1)]
fn fused_gated(bencher: Bencher<'_, '_>, sequence: usize) {
    let q = tensor(sequence);
    bencher.bench(|| gated_attention(&q, &q, &q, 0.125));
}

/// The kernel beside its gate, in one crate: generic code compiled in another one differs.
fn fused_attention(q: &Tensor, k: &Tensor, v: &Tensor, scale: f32) -> Result<Tensor> {
    let layout = |tensor: &Tensor| tensor.transpose(1, 2)?.contiguous();
    flash_attn::<f32>(&layout(q)?, &layout(k)?, &layout(v)?, scale, AttnMask::None, None, None)
}

#[requires_feature("flash-attn", fallback = eager_attention)]
fn gated_attention(q: &Tensor, k: &Tensor, v: &Tensor, scale: f32) -> Result<Tensor> {
    fused_attention(q, k, v, scale)
}
