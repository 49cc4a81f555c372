//! A package that has gates and forgot `feature_set!()`.

use featherfall::requires_feature;

#[requires_feature("testing", otherwise = ())]
fn gated() {}

#[test]
fn the_completeness_check_names_the_package() {
    gated();
    let check = || featherfall::testing::assert_registry_complete!("tests/forgotten.rs");
    let panic = std::panic::catch_unwind(check).unwrap_err();
    let text = panic.downcast_ref::<String>().unwrap();
    assert!(text.starts_with("`featherfall` has gates and no `feature_set!()`"), "{text}");
    assert!(text.ends_with("write `featherfall::feature_set!();` into the crate's root"), "{text}");
}
