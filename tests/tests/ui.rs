//! What the compiler says about every misuse, and that it says nothing about correct use.
//!
//! Bless with `TRYBUILD=overwrite cargo test -p featherfall-tests --test ui`; run one case with
//! `cargo test -p featherfall-tests --test ui -- trybuild=name`.

const ATTRIBUTES: [&str; 8] = [
    "requires_feature",
    "feature_gated",
    "feature_stub",
    "quant_support",
    "quant_ignores",
    "quant_refuses",
    "limitation",
    "feature_set",
];

/// The wording and the arrows are rustc's, so they are compared with those of one version.
#[rustversion::attr(not(stable(1.95)), ignore = "the expected messages are those of rustc 1.95")]
#[test]
fn messages() {
    let cases = trybuild::TestCases::new();
    for attribute in ATTRIBUTES {
        cases.compile_fail(format!("ui/{attribute}/*/*.rs"));
    }
    cases.pass("ui/pass/*.rs");
}
