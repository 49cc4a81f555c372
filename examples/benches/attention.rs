//! Eager and fused attention on the CPU, called directly and through their gates.
//!
//! `cargo bench -p featherfall-examples --bench attention --features flash-attn`
//!
//! Tensors of shape (1, 8, sequence, 64), f32.

use candle_core::{Device, Tensor};
use divan::Bencher;
use featherfall_examples::attention::{eager_attention, flash_attention};

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

/// Fused with `flash-attn`; without it the gate's fallback, which is [`eager`].
#[divan::bench(args = SEQUENCES, sample_count = 10, sample_size = 1)]
fn gated(bencher: Bencher<'_, '_>, sequence: usize) {
    let q = tensor(sequence);
    bencher.bench(|| flash_attention(&q, &q, &q, 0.125));
}

/// What the gated function holds, without a gate.
#[cfg(feature = "flash-attn")]
#[divan::bench(args = SEQUENCES, sample_count = 10, sample_size = 1)]
fn fused_directly(bencher: Bencher<'_, '_>, sequence: usize) {
    use candle_nn::attention::{AttnMask, flash_attn};
    let q = tensor(sequence);
    let layout = |tensor: &Tensor| tensor.transpose(1, 2)?.contiguous();
    bencher.bench(|| {
        flash_attn::<f32>(
            &layout(&q)?,
            &layout(&q)?,
            &layout(&q)?,
            0.125,
            AttnMask::None,
            None,
            None,
        )
    });
}
