//! Other attributes above and below ours.

use featherfall::{Reason, Unavailable, requires_feature};
use featherfall_tests::events::Recorder;
use fixture_off::composed as off;
use fixture_on::composed as on;
use pollster::block_on;
use tracing::Level;

#[test]
fn inline() {
    assert_eq!((on::inline_above(1), off::inline_above(1)), (2, 1));
    assert_eq!((on::inline_below(1), off::inline_below(1)), (2, 1));
}

#[cfg(target_arch = "x86_64")]
#[test]
fn target_feature() {
    // SAFETY: every x86-64 processor has SSE2.
    unsafe {
        assert_eq!(on::target_feature_above(1.0, 2.0), 3.0);
        assert_eq!(off::target_feature_above(1.0, 2.0), 3.0);
        assert_eq!(on::target_feature_below(1.0, 2.0), 3.0);
        assert_eq!(off::target_feature_below(1.0, 2.0), 3.0);
        assert_eq!(on::safe_target_feature(1.0, 2.0), 3.0);
        assert_eq!(off::safe_target_feature(1.0, 2.0), 3.0);
    }
}

#[test]
fn track_caller() {
    assert_eq!(on::track_caller_above(), line!());
    assert_eq!(off::track_caller_above(), line!());
    assert_eq!(on::track_caller_fallback(), line!());
    assert_eq!(off::track_caller_fallback(), line!());

    static LINE: std::sync::Mutex<u32> = std::sync::Mutex::new(0);
    std::panic::set_hook(Box::new(|info| {
        let place = info.location().filter(|place| place.file().ends_with("composed.rs"));
        *LINE.lock().unwrap() = place.map_or(0, std::panic::Location::line);
    }));
    let result = std::panic::catch_unwind(|| off::track_caller_panics());
    let line = line!() - 1;
    drop(std::panic::take_hook());
    assert!(result.is_err());
    assert_eq!(*LINE.lock().unwrap(), line, "the panic points at the caller");
}

#[test]
fn no_mangle() {
    unsafe extern "C" {
        safe fn fixture_no_mangle_on(x: u32) -> u32;
        safe fn fixture_no_mangle_off(x: u32) -> u32;
    }
    assert_eq!((fixture_no_mangle_on(1), fixture_no_mangle_off(1)), (2, 1));
}

#[test]
fn must_use_and_deprecated_still_lint() {
    #[expect(unused_must_use)]
    {
        on::must_use_above(1);
    }
    #[expect(unused_must_use)]
    {
        off::must_use_above(1);
    }
    #[expect(unused_must_use)]
    {
        on::must_use_below(1);
    }
    #[expect(unused_must_use)]
    {
        off::must_use_below(1);
    }
    #[expect(deprecated)]
    let on = on::deprecated(1);
    #[expect(deprecated)]
    let off = off::deprecated(1);
    assert_eq!((on, off), (2, 1));
}

#[test]
fn what_cfg_takes_away_is_not_registered() {
    let gone =
        |name: &str| featherfall::capabilities().iter().all(|capability| capability.name() != name);
    assert!(gone("cfg_above_is_gone") && gone("cfg_below_is_gone"));
    assert!(!gone("inline_above"));
}

#[test]
fn instrument() {
    let recorder = Recorder::new(Level::INFO);
    let error = tracing::subscriber::with_default(recorder.clone(), || {
        assert_eq!((on::instrument_above(1), off::instrument_above(1)), (2, 1));
        assert_eq!((on::instrument_below(1), off::instrument_below(1)), (2, 1));
        assert_eq!(block_on(on::instrument_above_async(1)), 2);
        assert_eq!(block_on(off::instrument_above_async(1)), 2);
        assert_eq!(block_on(on::instrument_below_async(1)), 2);
        assert_eq!(block_on(off::instrument_below_async(1)), 2);
        assert_eq!(on::instrument_above_error(1, 2), Ok(3));
        assert_eq!(on::instrument_below_error(1, 2), Ok(3));
        let _ = off::instrument_below_error(1, 2).unwrap_err();
        off::instrument_above_error(1, 2).unwrap_err()
    });
    assert_eq!(error.capability().name(), "instrument_above_error");
    let spans = recorder.spans();
    let entered = |name: &str| spans.iter().filter(|span| **span == name).count();
    // What stands above has rewritten the body by the time it is gated: its span goes with it.
    for (name, times) in [
        ("instrument_above", 1),
        ("instrument_below", 2),
        ("instrument_above_async", 1),
        ("instrument_below_async", 2),
        ("instrument_above_error", 1),
        ("instrument_below_error", 2),
    ] {
        assert_eq!(entered(name), times, "{name}: {spans:?}");
    }
    let errors: Vec<_> = recorder
        .events()
        .into_iter()
        .filter(|event| event.field("error").contains("was built without feature `flash-attn`"))
        .collect();
    assert_eq!(errors.len(), 1, "{errors:?}");
    assert!(errors[0].field("error").starts_with("`instrument_below_error`"), "{errors:?}");
}

#[test]
fn async_trait_methods() {
    use fixture_off::composed::Engine as _;
    use fixture_on::composed::Engine as _;
    let why = |error: Unavailable| error.to_string().split_once(": ").unwrap().1.to_owned();
    block_on(async {
        let mut engine = on::Local::default();
        assert_eq!(engine.by_error(1).await, Ok(2));
        assert_eq!(engine.by_fallback(1).await, 2);
        assert_eq!(engine.by_otherwise(1).await, Some(1));
        assert_eq!(engine.calls, 1);
        assert_eq!(engine.with_default(1).await, 2);
        assert_eq!(engine.conditional(1, "ab").await, Ok(3));
        assert_eq!(
            why(engine.conditional(10, "no").await.unwrap_err()),
            "x must be below 10; name must not be no."
        );

        let mut engine = off::Local::default();
        assert_eq!(engine.by_error(1).await.unwrap_err().reason(), Reason::NotCompiled);
        assert_eq!(engine.by_fallback(1).await, 2);
        assert_eq!(engine.by_otherwise(1).await, None);
        assert_eq!(engine.calls, 1);
        assert_eq!(engine.with_default(1).await, 2);
        assert_eq!(engine.conditional(1, "ab").await.unwrap_err().reason(), Reason::NotCompiled);
        let object: &dyn off::Engine = &engine;
        assert_eq!(object.by_fallback(1).await, 2);
    });
}

#[test]
fn async_trait_blocks() {
    use fixture_off::composed::Remote as _;
    use fixture_on::composed::Remote as _;
    block_on(async {
        assert_eq!(on::Above.call(1).await, Ok(2));
        assert_eq!(on::Below.call(1).await, Ok(2));
        assert_eq!(off::Above.call(1).await.unwrap_err().reason(), Reason::NotCompiled);
        assert_eq!(off::Below.call(1).await.unwrap_err().reason(), Reason::NotCompiled);
    });
}

/// This package's feature `on` is on and `off` is off.
#[requires_feature("on")]
#[tokio::test]
async fn tokio_test_below() -> Result<(), Unavailable> {
    tokio::task::yield_now().await;
    Ok(())
}

/// `tokio::test` hands on a function that is not async any more.
#[tokio::test]
#[requires_feature("off", otherwise = ())]
async fn tokio_test_above() {
    panic!("the body is not built");
}

#[test]
#[requires_feature("off", otherwise = ())]
fn test_above() {
    panic!("the body is not built");
}

#[requires_feature("off", panics)]
#[should_panic = "`test_below` is unavailable: `featherfall-tests` was built without feature `off`"]
#[test]
fn test_below() {}

#[test]
fn both_of_our_attributes() {
    let weights: &[f32] = &[1.0, 2.0];
    assert_eq!(on::gate_above_quant(7, Some(weights)), Ok(7));
    assert_eq!(on::quant_above_gate(7, Some(weights)), Ok(7));
    for error in [on::gate_above_quant(8, None), on::quant_above_gate(8, None)] {
        let error = error.unwrap_err();
        assert!(error.capability().quant().is_none(), "{error}");
        assert_eq!(error.reason(), Reason::ConditionNotMet);
        assert!(error.to_string().ends_with(" is unavailable: bits must be below 8."), "{error}");
    }
    for error in [off::gate_above_quant(7, None), off::quant_above_gate(7, None)] {
        assert_eq!(error.unwrap_err().reason(), Reason::NotCompiled);
    }
    assert!(on::GatedInside::build(7).is_ok() && on::GatedInside::build(8).is_err());
    assert!(off::GatedInside::build(7).is_err());

    // One row of each kind.
    let kinds = |name: &str| -> Vec<_> {
        let rows = featherfall::capabilities().iter();
        rows.filter(|row| row.name() == name && row.package() == "fixture-on")
            .map(|row| row.quant().is_some())
            .collect()
    };
    for name in ["gate_above_quant", "quant_above_gate"] {
        let mut kinds = kinds(name);
        kinds.sort_unstable();
        assert_eq!(kinds, [false, true], "{name}");
    }
    let ignored: Vec<_> = featherfall::degradations()
        .into_iter()
        .filter(|row| row.used() == "weights ignored")
        .map(|row| (row.requested(), row.count()))
        .collect();
    assert_eq!(ignored, [("gate_above_quant", 1), ("quant_above_gate", 1)]);
}
