//! The shapes that real crates gate by hand, in both feature states.

use std::time::Duration;

use arms_off::corpus as off;
use arms_on::corpus as on;
use featherfall::{ArgumentPolicy, Unavailable, quant_methods};

/// The error with the feature off.
fn text<T: std::fmt::Debug, E: std::fmt::Display + std::fmt::Debug>(
    result: Result<T, E>,
) -> String {
    result.unwrap_err().to_string()
}

#[test]
fn a_panicking_pair_is_one_function() {
    let (q, k) = (vec![1.0, 2.0], vec![3.0, 4.0]);
    assert_eq!(on::panicking_pair::flash(&q, &k, 2.0, true).unwrap(), [16.0]);
    assert_eq!(
        text(off::panicking_pair::flash(&q, &k, 2.0, true)),
        "`flash` is unavailable: `arms-off` was built without feature `fast`. Rebuild with feature `fast` of `arms-off` (by flag if you build it, else in the Cargo.toml that depends on it).",
    );
}

#[test]
fn three_ways_are_one_expression() {
    let q = vec![2.0];
    assert_eq!(on::three_ways::flash(&q, &q).unwrap(), [4.0]);
    assert_eq!(
        text(off::three_ways::flash(&q, &q)),
        "`flash attention` is unavailable: `arms-off` was built without feature `fast-v3` or `fast`. \
         Rebuild with feature `fast-v3` of `arms-off` or with feature `fast` of `arms-off` (by flag if you build it, else in the Cargo.toml that depends on it). Alternatively, use `eager`.",
    );
}

#[test]
fn dummies_return_the_variant_of_their_backend() {
    let mut storage = on::error_variant::QStorage::zeros(2).unwrap();
    storage.quantize_imatrix(&[1.0, 2.0, 3.0], &[], 3).unwrap();
    assert_eq!(storage.storage_size_in_bytes(), 3);
    assert_eq!(
        off::error_variant::QStorage::zeros(2).unwrap_err(),
        off::error_variant::Error::NotCompiledWithGpuSupport,
    );
    let _: fn(&mut off::error_variant::QStorage, &[f32]) -> Result<(), _> =
        off::error_variant::QStorage::quantize;
}

#[test]
fn imports_need_no_cfg() {
    let mut state = vec![1.0];
    assert_eq!(on::gated_imports::delta_rule(&vec![2.0], &mut state).unwrap(), [1.0, 2.0]);
    assert!(text(off::gated_imports::delta_rule(&vec![2.0], &mut state)).contains("`gpu`"));
}

#[test]
fn a_build_script_cfg_has_its_own_hint() {
    let gemm = on::build_script::grouped_gemm(&vec![1.0, 2.0], &[3, 0], 2, true);
    assert_eq!(gemm.unwrap(), [4.0, 2.0]);
    let error = off::build_script::grouped_gemm(&vec![], &[], 1, false);
    assert_eq!(
        text(error),
        "`grouped_gemm` is unavailable: `arms-off` was built without `cfg(has_gemm)`. \
         Build for compute capability 8.0 or later.",
    );
}

#[test]
fn availability_is_constant() {
    const ON: bool = on::constant_query::paged_attention();
    const OFF: bool = off::constant_query::paged_attention();
    assert_eq!((ON, OFF), (cfg!(unix), false));
}

#[test]
fn a_field_of_one_build_is_built_there() {
    assert_eq!(on::field_of_one_build::Weights::new(true).len(), 1);
    assert!(off::field_of_one_build::Weights::new(true).is_empty());
}

#[test]
fn a_match_arm_is_gated() {
    use on::match_arm::Device;
    assert_eq!(on::match_arm::load(Device::Gpu(1)).unwrap(), 2);
    assert_eq!(on::match_arm::load(Device::Cpu).unwrap(), 0);
    assert_eq!(off::match_arm::load(off::match_arm::Device::Cpu).unwrap(), 0);
    let error = off::match_arm::load(off::match_arm::Device::Gpu(1)).unwrap_err();
    assert_eq!(Unavailable::find_in(&error).unwrap().capability().name(), "GPU");
}

#[test]
fn half_a_function_is_gated() {
    assert_eq!(on::half_a_function::forward(&vec![1.0], Some(2)), (1, true));
    assert_eq!(off::half_a_function::forward(&vec![1.0], Some(2)), (1, false));
}

#[test]
fn one_arm_returns_and_the_other_is_the_error() {
    assert_eq!(on::returns_or_ends::varlen(&vec![1.0, 2.0], 1).unwrap(), [1.0]);
    assert!(text(off::returns_or_ends::varlen(&vec![], 1)).starts_with("`flash attention v1` is"));
}

#[test]
fn a_macro_of_the_crate_names_all_features() {
    assert_eq!(on::own_macro::cast("abc").unwrap(), 6);
    assert_eq!(
        text(off::own_macro::cast("abc")),
        "`casts` is unavailable: `arms-off` was built without features `fast` and `gpu`. \
         Rebuild with features `fast` and `gpu` of `arms-off` (by flag if you build it, else in the Cargo.toml that depends on it).",
    );
}

#[test]
fn a_signature_cannot_drift() {
    let hex = String::from("0aff");
    assert_eq!(on::drifted_signature::Decode::hex_decode(&hex, true).unwrap(), [10, 255]);
    assert!(text(off::drifted_signature::Decode::hex_decode(&hex, true)).contains("hex_decode"));
}

#[test]
fn callers_say_themselves_what_they_need() {
    assert_eq!(on::swallowed_arguments::timeout(Duration::ZERO, || 1), (Duration::ZERO, 1));
    let call = || off::swallowed_arguments::timeout(Duration::ZERO, || 1);
    let panic = std::panic::catch_unwind(call).unwrap_err();
    assert_eq!(
        panic.downcast_ref::<String>().unwrap(),
        "`timeout` is unavailable: `arms-off` was built without feature `fast` or `gpu`. \
         Rebuild with feature `fast` of `arms-off` or with feature `gpu` of `arms-off` (by flag if you build it, else in the Cargo.toml that depends on it).",
    );
}

#[test]
fn an_argument_is_ignored_or_refused_where_it_cannot_be_used() {
    use on::argument_of_other_arms::{Target, apply};
    let weights = || Some(vec![1.0]);
    assert_eq!(apply(Target::Q4K, weights()).unwrap(), 1);
    assert_eq!(apply(Target::Hqq8, weights()).unwrap(), 0);
    assert!(text(apply(Target::F8Q8, weights())).contains("`corpus-f8q8` does not support"));
    let method = quant_methods().get("Corpus_HQQ").unwrap();
    assert_eq!(method.argument("imatrix"), Ok(ArgumentPolicy::Ignores));
}

#[test]
fn a_missing_operation_names_its_own_method() {
    use on::missing_operation::{BnbLinear, QuantMethod as _};
    assert_eq!(
        text(BnbLinear.add_delta_w(&[])),
        "`add_delta_w` is not implemented for `BnbLinear`.",
    );
}
