//! The quantizers: size, error, and what they do with an imatrix.

use candle_core::{Device, Tensor};
use featherfall::{QuantSupport, Reason, Unavailable, quant_methods, quantization_support};
use featherfall_examples::quantize::{
    METHODS, Nf4Linear, Quantize, quantize_afq, quantize_hqq, quantize_iq2, quantize_q4k,
};
use featherfall_examples::weights::{seeded, seeded_imatrix};

fn weights() -> Tensor {
    seeded(256, 512).unwrap().weights
}

fn implemented() -> impl Iterator<Item = (&'static str, Quantize)> {
    METHODS.into_iter().filter(|(name, _)| *name != "iq2")
}

#[test]
fn bits_per_weight_are_those_that_are_stored() {
    let expected = [
        // A block of 32 codes of 8 bits and an f16 scale.
        ("q8_0", 8.0 + 16.0 / 32.0),
        // 8 blocks of 128 × 128, each with an f32 scale.
        ("fp8", 8.0 + 32.0 / (128.0 * 128.0)),
        // 256 codes of 4 bits, 8 scales and 8 minima of 6 bits, two f16.
        ("q4k", 4.0 + (2.0 * 8.0 * 6.0 + 2.0 * 16.0) / 256.0),
        ("hqq", 4.0 + 2.0 * 16.0 / 64.0),
        ("afq", 4.0 + 2.0 * 16.0 / 64.0),
        ("nf4", 4.0 + 32.0 / 64.0),
    ];
    for (name, bits) in expected {
        let (_, quantize) = METHODS.into_iter().find(|(method, _)| *method == name).unwrap();
        let quantized = quantize(&weights(), None).unwrap();
        assert!(
            (quantized.bits_per_weight() - bits).abs() < 1e-9,
            "{name}: {}",
            quantized.bits_per_weight()
        );
    }
}

#[test]
fn errors_stay_below_what_the_formats_allow() {
    // The weights are normal with outliers, so a uniform grid of 16 levels over ±10 sigma has a
    // step of about 1.3 sigma in the groups with an outlier.
    let bounds = [
        ("q8_0", 0.015),
        ("fp8", 0.04),
        ("q4k", 0.12),
        ("hqq", 0.16),
        ("afq", 0.16),
        ("nf4", 0.18),
    ];
    for (name, bound) in bounds {
        let (_, quantize) = METHODS.into_iter().find(|(method, _)| *method == name).unwrap();
        let weights = weights();
        let quantized = quantize(&weights, None).unwrap();
        assert_eq!(quantized.dequantized.shape(), weights.shape());
        let rmse = quantized.relative_rmse(&weights, None).unwrap();
        assert!(rmse > 0.0 && rmse < bound, "{name}: {rmse}");
    }
}

#[test]
fn every_quantizer_takes_an_imatrix_without_panicking() {
    let imatrix = seeded_imatrix(512);
    for (name, quantize) in implemented() {
        assert!(quantize(&weights(), Some(&imatrix)).is_ok(), "{name}");
    }
}

#[test]
fn q4k_lowers_the_weighted_error_with_an_imatrix() {
    let (weights, imatrix) = (weights(), seeded_imatrix(512));
    let plain = quantize_q4k(&weights, None).unwrap();
    let weighted = quantize_q4k(&weights, Some(&imatrix)).unwrap();
    let error = |quantized: &featherfall_examples::quantize::Quantized| {
        quantized.relative_rmse(&weights, Some(&imatrix)).unwrap()
    };
    assert!(error(&weighted) < error(&plain), "{} {}", error(&weighted), error(&plain));
}

#[test]
fn methods_that_ignore_the_imatrix_are_not_changed_by_it() {
    let (weights, imatrix) = (weights(), seeded_imatrix(512));
    for (name, quantize) in implemented().filter(|(name, _)| *name != "q4k") {
        let plain = quantize(&weights, None).unwrap().dequantized;
        let given = quantize(&weights, Some(&imatrix)).unwrap().dequantized;
        let difference = (plain - given).unwrap().abs().unwrap().sum_all().unwrap();
        assert!(difference.to_scalar::<f32>().unwrap() <= 0.0, "{name}");
        let ignored = featherfall::degradations().into_iter().find(|row| {
            row.capability().quant().is_some_and(|quant| quant.method() == name)
                && row.reason() == Reason::ArgumentRefused
        });
        assert_eq!(ignored.unwrap().used(), "imatrix ignored", "{name}");
    }
}

#[test]
fn the_solver_of_hqq_beats_plain_rounding() {
    let weights = weights();
    let error = |quantize: Quantize| {
        let restored = quantize(&weights, None).unwrap().dequantized;
        (&weights - restored)
            .unwrap()
            .abs()
            .unwrap()
            .mean_all()
            .unwrap()
            .to_scalar::<f32>()
            .unwrap()
    };
    assert!(error(quantize_hqq) < error(quantize_afq));
}

#[test]
fn nf4_hits_its_sixteen_levels() {
    let values: Vec<f32> = vec![-1.0, -0.696_192_8, 0.0, 0.079_580_3, 0.722_956_84, 1.0];
    let weights = Tensor::from_vec(values.clone(), (1, 6), &Device::Cpu).unwrap();
    let restored = Nf4Linear::quantize(&weights, None).unwrap().dequantize().unwrap();
    assert_eq!(restored.to_vec2::<f32>().unwrap(), [values]);
}

#[test]
fn degenerate_matrices_are_exact() {
    for (rows, columns, value) in [(1, 256, 0.0f32), (3, 256, 0.0), (2, 256, 1.5), (2, 256, -2.0)] {
        let weights = Tensor::full(value, (rows, columns), &Device::Cpu).unwrap();
        for (name, quantize) in implemented() {
            if name == "q4k" && value != 0.0 {
                // candle stores a block of one value that is not zero as zeros.
                continue;
            }
            let rmse = quantize(&weights, None).unwrap().relative_rmse(&weights, None).unwrap();
            // A constant is representable up to the precision of the stored scale.
            assert!(rmse < 0.02, "{name} {value}: {rmse}");
        }
    }
}

#[test]
fn group_quantizers_take_any_width_and_block_formats_say_which_they_take() {
    let weights = Tensor::rand(-1.0f32, 1.0, (3, 100), &Device::Cpu).unwrap();
    for (name, quantize) in implemented() {
        match (name, quantize(&weights, None)) {
            ("q4k" | "q8_0", result) => {
                let message = result.unwrap_err().to_string();
                assert!(message.contains("[3, 100]"), "{name}: {message}");
            }
            (_, result) => assert_eq!(result.unwrap().dequantized.dims(), [3, 100], "{name}"),
        }
    }
}

#[test]
fn values_that_are_not_finite_are_an_error() {
    let weights = Tensor::new(&[[1.0f32, f32::NAN], [f32::INFINITY, 0.0]], &Device::Cpu).unwrap();
    for (name, quantize) in implemented().filter(|(name, _)| !["q4k", "q8_0"].contains(name)) {
        let message = quantize(&weights, None).unwrap_err().to_string();
        assert!(message.contains("weight (0, 1) is NaN"), "{name}: {message}");
    }
}

#[test]
fn what_is_not_implemented_is_a_hinted_error() {
    let error = quantize_iq2(&weights(), None).unwrap_err();
    assert_eq!(
        error.to_string(),
        "`quantize_iq2` is not implemented for `iq2`. Alternatively, use `q4k`."
    );
    assert_eq!(Unavailable::find_in(&error).unwrap().reason(), Reason::NotImplemented);

    let layer = Nf4Linear::quantize(&weights(), None).unwrap();
    let error = layer.forward(&weights()).unwrap_err();
    assert_eq!(
        error.to_string(),
        "`forward` is not implemented for `nf4`. Alternatively, dequantize and use a dense layer."
    );
}

#[test]
fn support_agrees_with_the_annotations() {
    let expected = [
        ("q8_0", QuantSupport::Stable),
        ("fp8", QuantSupport::Stable),
        ("Q4_K", QuantSupport::Stable),
        ("HQQ", QuantSupport::Experimental),
        ("afq", QuantSupport::Experimental),
        ("BitsAndBytes", QuantSupport::Partial),
        ("iq2", QuantSupport::Unimplemented),
    ];
    for (name, level) in expected {
        assert_eq!(quantization_support(name), Ok(level), "{name}");
    }
    let unknown = quantization_support("hqx").unwrap_err();
    assert_eq!(unknown.known()[0], "hqq");
    assert_eq!(quant_methods().len(), METHODS.len());
    assert_eq!(quant_methods().supports("q4k", "imatrix"), Ok(true));
    assert_eq!(quant_methods().supports("hqq", "imatrix"), Ok(false));
}
