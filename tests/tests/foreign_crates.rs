//! Crates of every kind: strict lints, names that clash, a renamed runtime, every edition, `no_std`.
//!
//! That they compile without a warning is half of the test: each denies `warnings` and more, and
//! `cargo clippy` checks the rest of what they deny.

use std::panic::catch_unwind;

use featherfall_tests::events::Recorder;
use featherfall_tests::process::run_alone;
use fixture_off::{hygiene as hygiene_off, lints as lints_off};
use fixture_on::{hygiene as hygiene_on, lints as lints_on};
use pollster::block_on;
use tracing::Level;

#[test]
fn under_strict_lints() {
    const { assert!(lints_on::HAS_ERROR && !lints_off::HAS_ERROR) };
    const { assert!(lints_on::Kernel::HAS_KERNEL && !lints_off::Kernel::HAS_KERNEL) };
    const { assert!(lints_on::Block::HAS_BLOCK && !lints_off::Block::HAS_BLOCK) };
    assert_eq!(lints_on::error(1), Ok(1));
    assert!(lints_off::error(1).is_err());
    assert_eq!(lints_on::otherwise(vec![1], "ab"), Some(4));
    assert_eq!(lints_off::otherwise(vec![1], "ab"), None);
    assert_eq!((lints_on::fallback(1, (2, 3)), lints_off::fallback(1, (2, 3))), (6, 6));
    assert_eq!((lints_on::conditional(1, (2, 3)), lints_on::conditional(10, (2, 3))), (6, 15));
    // What the body of an `expect` says is that of each build.
    assert_eq!((lints_on::body(1), lints_off::body(1)), (2, 1));
    assert_eq!((lints_on::unused_below(1), lints_off::unused_below(1)), (2, 1));
    assert_eq!(lints_on::statement(1), Ok(2));
    assert!(lints_on::Expecting::new(1).unwrap().forward(1).is_err());
    assert_eq!(lints_on::ignores_mut(Some(1)), Some(3));
}

macro_rules! clashing_names {
    ($side:ident, $built:expr) => {{
        let built = $built;
        assert_eq!($side::error(1).is_ok(), built);
        assert_eq!($side::arguments(1, true, (2, 3), 4, 5, 6), (21, u32::from(!built)));
        assert_eq!($side::arguments(10, true, (2, 3), 4, 5, 6), (30, 1));
        assert_eq!($side::arguments(1, false, (2, 3), 4, 5, 6), (21, 0));
        let (met, unmet) = ($side::otherwise(1), $side::otherwise(10));
        assert_eq!(met == $side::Shadow::Some, built);
        assert_eq!(unmet, $side::Shadow::None);
        assert_eq!($side::HAS_OTHERWISE, built);
        assert_eq!(catch_unwind(|| $side::panics(1)).is_ok(), built);
        let expected = if built { Ok($side::Shadow::Some) } else { Err($side::Shadow::Err) };
        assert_eq!(block_on($side::asynchronous(1)), expected);
        assert_eq!($side::quant(Some(1), None, Some(3)), Ok(3));
        assert!($side::quant(None, Some(2), Some(3)).is_err());
        assert!($side::quant(None, None, None).is_err());
        assert!($side::unimplemented().is_err());
        assert_eq!($side::Inside.Some() == $side::Shadow::None, built);
        assert_eq!($side::Inside::HAS_INSIDE, built);
    }};
}

#[test]
fn with_clashing_names() {
    clashing_names!(hygiene_on, true);
    clashing_names!(hygiene_off, false);
}

macro_rules! editions {
    ($krate:ident, $package:literal) => {{
        use $krate as edition;
        const { assert!(edition::HAS_ON && !edition::HAS_OFF) };
        assert_eq!(edition::on(9), Ok(9));
        assert!(edition::on(10).is_err());
        assert_eq!(
            edition::off(1).unwrap_err().to_string(),
            concat!(
                "`off` is unavailable: `",
                $package,
                "` was built without feature `off`. Rebuild with feature `off` of `",
                $package,
                "` (by flag if you build it, else in the Cargo.toml that depends on it)."
            )
        );
        assert_eq!(edition::off_fallback(1, (2, 3)), 3);
        assert_eq!(edition::on_fallback(1, (2, 3)), 4);
        assert_eq!(edition::on_fallback(1, (0, 3)), 1);
        assert_eq!(block_on(edition::off_async(1)), 1);
        let panic = catch_unwind(edition::panics).unwrap_err();
        let text = panic.downcast_ref::<String>().unwrap();
        assert!(text.starts_with("`panics` is unavailable: "), "{text}");
        assert_eq!(edition::constant(), 3);
        assert_eq!(edition::quant(Some(1)), None);
        let _ = edition::Block::new();
    }};
}

#[test]
fn in_every_edition() {
    editions!(fixture_edition_2018, "fixture-edition-2018");
    editions!(fixture_edition_2021, "fixture-edition-2021");
    editions!(fixture_edition_2024, "fixture-edition-2024");
}

#[test]
fn without_the_standard_library() {
    use fixture_no_std as no_std;
    const { assert!(!no_std::HAS_OFF) };
    assert_eq!(no_std::on(9), Ok(9));
    assert!(no_std::on(10).is_err() && no_std::off(1).is_err());
    assert_eq!(no_std::off_fallback(1), 1);
    assert!(catch_unwind(no_std::panics).is_err());
    let text = block_on(no_std::text()).unwrap_err();
    assert!(text.starts_with("`text` is unavailable: `fixture-no-std` was built"), "{text}");
    assert_eq!(no_std::quant(Some(1)), None);
}

#[test]
fn where_the_runtime_has_another_name() {
    use fixture_renamed as renamed;
    const { assert!(!renamed::HAS_OFF) };
    assert_eq!(renamed::on(9), Ok(9));
    assert!(renamed::on(10).is_err());
    // `feature_set!` knows that `default` turns `on` on.
    assert_eq!(
        renamed::off(1).unwrap_err().to_string(),
        "`off` is unavailable: `fixture-renamed` was built without feature `off`. Rebuild with feature `off` of `fixture-renamed` (by flag if you build it, else in the Cargo.toml that depends on it)."
    );
    assert_eq!(renamed::off_fallback(1), 1);
    assert_eq!(renamed::by_a_macro::gated_by_a_macro(), 0);
    assert!(block_on(renamed::text()).unwrap_err().starts_with("`text` is unavailable: "));
    assert!(catch_unwind(renamed::panics).is_err());
    assert_eq!(renamed::Method::build(Some(1), None), Ok(None));
    assert_eq!(
        renamed::Method::build(None, Some(1)).unwrap_err().to_string(),
        "`Method` does not support `bias`."
    );
    assert_eq!(
        renamed::Method.forward().unwrap_err().to_string(),
        "`forward` is not implemented for `Method`."
    );
}

#[test]
fn where_feature_set_was_forgotten_it_is_said() {
    run_alone("where_feature_set_was_forgotten_it_is_said", "", || {
        assert_eq!(fixture_edition_2024::on(9), Ok(9));
        assert!(fixture_no_std::on(9).is_ok());
        let said = "`fixture-edition-2024` has gates and no `feature_set!()`: of its features only those are known that its gates name";
        let report = featherfall::report().to_string();
        assert!(report.contains(said), "{report}");
        assert!(!report.contains("`fixture-no-std` has gates"), "{report}");
        let recorder = Recorder::new(Level::TRACE);
        recorder.install();
        featherfall::log_feature_info();
        let events = recorder.events();
        let warned = events.iter().filter(|event| event.level == Level::WARN);
        assert_eq!(warned.filter(|event| event.message == said).count(), 1);
    });
}
