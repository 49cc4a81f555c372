//! Other attributes above and below ours, in both feature states; editions, renamed, without `std`.

use std::line;

use featherfall::Reason;
use featherfall_tests::events::Recorder;
use featherfall_tests::process::run_alone;
use fixture_off::composed as off;
use fixture_on::composed as on;
use off::{Engine as _, Remote as _};
use on::{Engine as _, Remote as _};
use pollster::block_on;
use tracing::Level;

#[test]
fn attributes_of_the_language() {
    assert_eq!((on::inline_above(1), off::inline_above(1)), (2, 1));
    assert_eq!((on::inline_below(1), off::inline_below(1)), (2, 1));
    assert_eq!((on::must_use_above(1), off::must_use_below(1)), (2, 1));
    assert_eq!((on::fixture_no_mangle_on(1), off::fixture_no_mangle_off(1)), (2, 1));
    #[allow(deprecated)]
    let values = (on::deprecated(1), off::deprecated(1));
    assert_eq!(values, (2, 1));
}

#[cfg(target_arch = "x86_64")]
#[test]
#[allow(unsafe_code)]
fn target_features() {
    // SAFETY: every x86-64 processor has SSE2.
    unsafe {
        assert_eq!(
            (on::target_feature_above(1.0, 2.0), off::target_feature_above(1.0, 2.0)),
            (3.0, 3.0)
        );
        assert_eq!(
            (on::target_feature_below(1.0, 2.0), off::target_feature_below(1.0, 2.0)),
            (3.0, 3.0)
        );
        assert_eq!(
            (on::safe_target_feature(1.0, 2.0), off::safe_target_feature(1.0, 2.0)),
            (3.0, 3.0)
        );
    }
}

#[test]
fn the_callers_location_passes_through() {
    assert_eq!((on::track_caller_above(), off::track_caller_above()), (line!(), line!()));
    assert_eq!((on::track_caller_fallback(), off::track_caller_fallback()), (line!(), line!()));
    let panic_line = |body: fn() -> u32| {
        static LINE: std::sync::Mutex<u32> = std::sync::Mutex::new(0);
        let hook = std::panic::take_hook();
        std::panic::set_hook(Box::new(|info| {
            *LINE.lock().unwrap() = info.location().unwrap().line()
        }));
        std::panic::catch_unwind(body).unwrap_err();
        std::panic::set_hook(hook);
        *LINE.lock().unwrap()
    };
    assert_eq!(panic_line(|| on::track_caller_panics()), line!());
    assert_eq!(panic_line(|| off::track_caller_panics()), line!());
}

#[test]
fn instrument_above_and_below() {
    run_alone("instrument_above_and_below", "", || {
        let recorder = Recorder::new(Level::TRACE);
        recorder.install();
        assert_eq!((on::instrument_above(1), off::instrument_above(1)), (2, 1));
        assert_eq!((on::instrument_below(1), off::instrument_below(1)), (2, 1));
        assert_eq!(on::instrument_above_error(1, 2).unwrap(), 3);
        assert_eq!(off::instrument_above_error(1, 2).unwrap_err().reason(), Reason::NotCompiled);
        assert_eq!(off::instrument_below_error(1, 2).unwrap_err().reason(), Reason::NotCompiled);
        assert_eq!(block_on(on::instrument_above_async(1)), 2);
        assert_eq!(block_on(off::instrument_above_async(1)), 2);
        assert_eq!(block_on(off::instrument_below_async(1)), 2);
        let spans = recorder.spans();
        let count = |name| spans.iter().filter(|span| **span == name).count();
        // Above, `#[instrument]` is part of the body, which is not built without the feature.
        assert_eq!((count("instrument_above"), count("instrument_above_error")), (1, 1));
        assert_eq!((count("instrument_below"), count("instrument_below_error")), (2, 1));
    });
}

#[test]
fn async_trait_above_below_and_inside() {
    let mut local = on::Local::default();
    assert_eq!(block_on(local.by_error(1)).unwrap(), 2);
    assert_eq!(block_on(local.by_fallback(1)), 2);
    assert_eq!(block_on(local.by_otherwise(1)), Some(1));
    assert_eq!(block_on(local.with_default(1)), 2);
    assert_eq!(block_on(local.conditional(1, "ab")).unwrap(), 3);
    assert_eq!(
        block_on(local.conditional(10, "no")).unwrap_err().to_string(),
        "`conditional` is unavailable: x must be below 10; name must not be no."
    );
    assert_eq!(block_on(on::Above.call(1)).unwrap(), 2);
    assert_eq!(block_on(on::Below.call(1)).unwrap(), 2);

    let mut local = off::Local::default();
    assert_eq!(block_on(local.by_error(1)).unwrap_err().capability().name(), "by_error");
    assert_eq!(block_on(local.by_fallback(1)), 2);
    assert_eq!(block_on(local.by_otherwise(1)), None);
    assert_eq!(local.calls, 1);
    assert_eq!(block_on(local.with_default(1)), 2);
    assert_eq!(block_on(local.conditional(1, "ab")).unwrap_err().reason(), Reason::NotCompiled);
    assert_eq!(block_on(off::Above.call(1)).unwrap_err().reason(), Reason::NotCompiled);
    assert_eq!(block_on(off::Below.call(1)).unwrap_err().reason(), Reason::NotCompiled);
}

#[featherfall::requires_feature("off", otherwise = ())]
#[tokio::test]
async fn a_tokio_test_below_is_skipped() {
    panic!("`off` is never on");
}

#[tokio::test]
#[featherfall::requires_feature("on", otherwise = panic!("`on` is always on"))]
async fn a_tokio_test_above_runs() {
    tokio::task::yield_now().await;
}

#[test]
fn both_of_ours_on_one_function() {
    for (call, name) in [
        (on::gate_above_quant as fn(u32, Option<&[f32]>) -> _, "gate_above_quant"),
        (on::quant_above_gate, "quant_above_gate"),
    ] {
        assert_eq!(call(2, Some(&[1.0])).unwrap(), 2, "{name} ignores the weights");
        assert_eq!(call(9, None).unwrap_err().reason(), Reason::ConditionNotMet, "{name}");
    }
    for error in [off::gate_above_quant(2, None), off::quant_above_gate(2, None)] {
        assert_eq!(error.unwrap_err().reason(), Reason::NotCompiled);
    }
    assert!(on::GatedInside::build(2).is_ok());
    assert!(on::GatedInside::build(9).is_err());
    assert!(off::GatedInside::build(2).is_err());
}

#[test]
fn names_of_the_expansion_clash_with_none_of_the_users() {
    use fixture_off::hygiene as off;
    use fixture_on::hygiene as on;
    assert_eq!(on::error(1).unwrap(), 1);
    assert_eq!(off::error(1).unwrap_err().reason(), Reason::NotCompiled);
    assert_eq!(on::arguments(1, true, (2, 3), 4, 5, 6), (21, 0));
    assert_eq!(on::arguments(1, false, (2, 3), 4, 5, 6), (21, 0));
    assert_eq!(off::arguments(1, true, (2, 3), 4, 5, 6), (21, 1));
    assert_eq!((on::otherwise(1), off::otherwise(1)), (on::Shadow::Some, off::Shadow::None));
    assert_eq!(block_on(on::asynchronous(1)), Ok(on::Shadow::Some));
    assert_eq!(block_on(off::asynchronous(1)), Err(off::Shadow::Err));
    assert_eq!(on::quant(Some(1), None, Some(2)).unwrap(), 2);
    assert_eq!(on::quant(None, Some(1), Some(2)).unwrap_err().reason(), Reason::ArgumentRefused);
    assert_eq!(off::quant(None, None, None).unwrap_err().reason(), Reason::ArgumentRequired);
    assert_eq!(on::unimplemented().unwrap_err().reason(), Reason::NotImplemented);
    const { assert!(on::HAS_OTHERWISE && !off::HAS_OTHERWISE) };
}

#[test]
fn every_edition_expands_to_the_same() {
    macro_rules! check {
        ($edition:ident) => {
            assert_eq!($edition::on(1).unwrap(), 1);
            assert_eq!($edition::on(10).unwrap_err().reason(), Reason::ConditionNotMet);
            assert_eq!($edition::off(1).unwrap_err().reason(), Reason::NotCompiled);
            assert_eq!(
                ($edition::off_fallback(1, (2, 3)), $edition::on_fallback(1, (2, 3))),
                (3, 4)
            );
            assert_eq!($edition::on_fallback(1, (0, 3)), 1);
            assert_eq!(block_on($edition::off_async(1)), 1);
            assert_eq!(($edition::constant(), $edition::quant(Some(1))), (3, None));
            assert!(std::panic::catch_unwind($edition::panics).is_err());
            let _: $edition::Block = $edition::Block::new();
            const { assert!($edition::HAS_ON && !$edition::HAS_OFF) };
        };
    }
    check!(fixture_edition_2018);
    check!(fixture_edition_2021);
    check!(fixture_edition_2024);
}

#[test]
fn a_crate_may_know_the_runtime_by_another_path_or_have_no_prelude() {
    use {fixture_no_std as no_std, fixture_renamed as renamed};
    assert_eq!((renamed::on(1).unwrap(), no_std::on(1).unwrap()), (1, 1));
    assert!(renamed::off(1).is_err() && no_std::off(1).is_err());
    assert_eq!((renamed::off_fallback(1), no_std::off_fallback(1)), (1, 1));
    assert_eq!(
        block_on(renamed::text()).unwrap_err(),
        "`text` is unavailable: `fixture-renamed` was built without feature `off`. Rebuild with \
         `--features off`."
    );
    assert_eq!(renamed::Method::build(Some(1), None).unwrap(), None);
    assert_eq!(
        renamed::Method::build(None, Some(1)).unwrap_err().reason(),
        Reason::ArgumentRefused
    );
    assert_eq!(renamed::Method.forward().unwrap_err().reason(), Reason::NotImplemented);
    assert_eq!(no_std::quant(Some(1)), None);
}
