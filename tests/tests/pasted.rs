//! The printed expansions compile when they are pasted back.
#![allow(dead_code, unused_braces, unused_imports, clippy::all, reason = "they are only compiled")]

extern crate featherfall as renamed;

macro_rules! pasted {
    ($($case:ident)*) => {
        $(
            mod $case {
                mod on {
                    use featherfall::{quant_support, requires_feature};
                    include!("expansion/prelude.rs");
                    include!(concat!("snapshots/", stringify!($case), ".on.rs"));
                }

                mod off {
                    use featherfall::{quant_support, requires_feature};
                    include!("expansion/prelude.rs");
                    include!(concat!("snapshots/", stringify!($case), ".off.rs"));
                }
            }
        )*

        const PASTED: &[&str] = &[$(stringify!($case)),*];
    };
}

pasted! {
    plain error error_result_alias panics fallback_patterns fallback_method when_with_fallback
    otherwise otherwise_const asynchronous unsafe_extern generic trait_impl_method impl_block
    impl_trait async_trait build_script_cfg debt starts_with_an_item quant_function
    quant_alias_of_option quant_impl_block quant_unimplemented gated_value gated_call gated_statement
    gated_error gated_panic gated_constant stub_type stub_type_generic stub_impl stub_trait_impl
    stub_function ignored_argument refused_argument limited_type limited_function
}

#[test]
fn every_snapshot_of_working_code_is_pasted_back() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/snapshots");
    for entry in std::fs::read_dir(folder).expect("the snapshots") {
        let name = entry.expect("an entry").file_name().into_string().expect("a name");
        let case = name.split('.').next().expect("a case");
        // The runtime of these tests lacks the feature `testing`.
        let cannot = case.starts_with("broken_") || case.starts_with("testing_");
        assert!(cannot || PASTED.contains(&case), "add `{case}` to `pasted!`");
    }
}
