//! Reading checkpoints, good and bad.

use std::collections::HashMap;
use std::path::Path;

use candle_core::{DType, Device, Tensor};
use featherfall_examples::weights::{load, seeded, seeded_imatrix};

fn message(file: &Path) -> String {
    format!("{:#}", load(file).unwrap_err())
}

#[test]
fn every_float_matrix_is_loaded_as_f32() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("model.safetensors");
    let matrix = Tensor::new(&[[1.0f32, 2.0], [3.0, 4.0]], &Device::Cpu).unwrap();
    let tensors = HashMap::from([
        ("b.f16", matrix.to_dtype(DType::F16).unwrap()),
        ("a.f32", matrix.clone()),
        ("c.bf16", matrix.to_dtype(DType::BF16).unwrap()),
        ("bias", Tensor::new(&[1.0f32], &Device::Cpu).unwrap()),
        ("ids", Tensor::new(&[[1u32, 2]], &Device::Cpu).unwrap()),
    ]);
    candle_core::safetensors::save(&tensors, &file).unwrap();
    let loaded = load(&file).unwrap();
    let names: Vec<&str> = loaded.iter().map(|matrix| matrix.name.as_str()).collect();
    assert_eq!(names, ["a.f32", "b.f16", "c.bf16"]);
    for found in &loaded {
        assert_eq!(found.weights.dtype(), DType::F32);
        assert_eq!(found.weights.to_vec2::<f32>().unwrap(), matrix.to_vec2::<f32>().unwrap());
    }
}

#[test]
fn a_bad_file_is_one_clear_error_that_names_it() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);

    assert!(message(&at("missing")).contains("cannot read"));
    assert!(message(folder.path()).contains("not a file"));
    for (name, bytes) in [
        ("empty", &b""[..]),
        ("text", b"this is no checkpoint"),
        ("huge-header", b"\xff\xff\xff\xff\xff\xff\xff\x7f{}"),
        ("truncated", b"\x02\x00\x00\x00\x00\x00\x00\x00{"),
    ] {
        std::fs::write(at(name), bytes).unwrap();
        let message = message(&at(name));
        assert!(message.contains(name) && message.contains("not a safetensors file"), "{message}");
    }

    let integers = HashMap::from([("ids", Tensor::new(&[[1u32, 2]], &Device::Cpu).unwrap())]);
    candle_core::safetensors::save(&integers, at("integers")).unwrap();
    assert!(message(&at("integers")).contains("holds no 2-D tensor of dtype f32, f16 or bf16"));
}

#[test]
fn seeded_weights_are_the_same_every_time() {
    let values = || seeded(4, 200).unwrap().weights.to_vec2::<f32>().unwrap();
    assert_eq!(values(), values());
    assert_eq!(seeded_imatrix(16), seeded_imatrix(16));
    assert!(seeded_imatrix(16).iter().all(|importance| *importance > 0.0));
}
