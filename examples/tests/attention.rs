//! The attention kernels, with and without the fused one.

use candle_core::{Device, Result, Tensor};
use featherfall_examples::attention::{eager_attention, flash_attention};
use rand::SeedableRng;
use rand_distr::{Distribution, StandardNormal};

fn tensor(seed: u64, shape: (usize, usize, usize, usize)) -> Tensor {
    let rng = rand::rngs::StdRng::seed_from_u64(seed);
    let count = shape.0 * shape.1 * shape.2 * shape.3;
    let values: Vec<f32> = StandardNormal.sample_iter(rng).take(count).collect();
    Tensor::from_vec(values, shape, &Device::Cpu).unwrap()
}

fn largest_difference(a: &Tensor, b: &Tensor) -> Result<f32> {
    (a - b)?.abs()?.flatten_all()?.max(0)?.to_scalar::<f32>()
}

#[test]
fn eager_attention_agrees_with_the_definition() -> Result<()> {
    let shape = (1, 1, 3, 2);
    let [q, k, v] = [0, 1, 2].map(|seed| tensor(seed, shape));
    let [q_rows, k_rows, v_rows] = [&q, &k, &v]
        .map(|tensor| tensor.squeeze(0).unwrap().squeeze(0).unwrap().to_vec2::<f32>().unwrap());
    let scale = 0.5f32;
    let eager = eager_attention(&q, &k, &v, scale)?.squeeze(0)?.squeeze(0)?.to_vec2::<f32>()?;
    for (q_row, result) in q_rows.iter().zip(&eager) {
        let weights: Vec<f32> = k_rows
            .iter()
            .map(|k_row| (q_row.iter().zip(k_row).map(|(a, b)| a * b).sum::<f32>() * scale).exp())
            .collect();
        let total: f32 = weights.iter().sum();
        for (column, value) in result.iter().enumerate() {
            let expected: f32 = weights
                .iter()
                .zip(&v_rows)
                .map(|(weight, v_row)| weight / total * v_row[column])
                .sum();
            assert!((value - expected).abs() < 1e-6, "{value} is not {expected}");
        }
    }
    Ok(())
}

#[test]
fn flash_attention_computes_the_same_numbers_as_eager_attention() -> Result<()> {
    for shape in [(1, 8, 512, 64), (1, 1, 1, 8), (1, 3, 33, 16), (2, 2, 17, 32)] {
        let [q, k, v] = [3, 4, 5].map(|seed| tensor(seed, shape));
        let eager = eager_attention(&q, &k, &v, 0.125)?;
        let flash = flash_attention(&q, &k, &v, 0.125)?;
        assert_eq!(flash.dims4()?, shape);
        let difference = largest_difference(&eager, &flash)?;
        assert!(difference < 1e-5, "{shape:?}: {difference}");
    }
    Ok(())
}

#[test]
fn the_ledger_says_which_kernel_ran() -> Result<()> {
    let q = tensor(6, (1, 1, 4, 8));
    flash_attention(&q, &q, &q, 1.0)?;
    let row =
        featherfall::degradations().into_iter().find(|row| row.requested() == "flash_attention");
    if cfg!(feature = "flash-attn") {
        assert!(row.is_none());
    } else {
        let row = row.unwrap();
        assert_eq!(row.used(), "eager_attention");
        assert_eq!(row.reason(), featherfall::Reason::NotCompiled);
        assert!(row.count() >= 1);
    }
    let capability = featherfall::capabilities()
        .iter()
        .find(|capability| capability.name() == "flash_attention")
        .unwrap();
    assert_eq!(capability.is_built(), cfg!(feature = "flash-attn"));
    assert_eq!(capability.instead(), Some("eager_attention"));
    Ok(())
}
