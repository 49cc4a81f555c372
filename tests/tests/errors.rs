//! Without a fallback: the hinted error, in every error type, and its text.

use std::error::Error;
use std::io;

use featherfall::{Reason, Unavailable};
use fixture_off::errors as off;
use fixture_on::errors as on;

const REBUILD: &str = "`fixture-off` was built without feature `flash-attn`. Rebuild with `--features metal,flash-attn`.";

fn text(name: &str) -> String {
    format!("`{name}` is unavailable: {REBUILD}")
}

fn found<'a>(error: &'a (dyn Error + 'static)) -> &'a Unavailable {
    Unavailable::find_in(error).expect("the `Unavailable` is inside")
}

#[test]
fn a_built_gate_runs_its_body() {
    assert_eq!(on::flash_attention(1).unwrap(), 2);
    assert_eq!(on::as_anyhow(1).unwrap(), 2);
    assert_eq!(on::as_box(1).unwrap(), 2);
    assert_eq!(on::as_string(1).unwrap(), 2);
    assert_eq!(on::as_io(1).unwrap(), 2);
    assert_eq!(on::as_app(1).unwrap(), 2);
    assert_eq!(on::as_fork(1).unwrap(), 2);
    assert_eq!(on::by_closure(1).unwrap(), 2);
    assert_eq!(on::by_path(1).unwrap(), 2);
    assert_eq!(on::error_and_fallback(1).unwrap(), 2);
}

#[test]
fn the_text_is_what_why_hint_alternative() {
    let error = off::flash_attention(1).unwrap_err();
    assert_eq!(
        error.to_string(),
        format!(
            "{} Alternatively, set `attention = \"eager\"` in the model config.",
            text("flash_attention")
        )
    );
    assert_eq!(error.reason(), Reason::NotCompiled);
    assert_eq!(error.reason().code(), "not-compiled");
    assert_eq!(error.hint().as_deref(), Some("Rebuild with `--features metal,flash-attn`"));
    assert_eq!(error.capability().name(), "flash_attention");
    assert_eq!(error.capability().package(), "fixture-off");
    assert_eq!(error.capability().id(), "fixture-off::fixture_off::errors::flash_attention");
}

#[test]
fn every_error_type_carries_the_same_text() {
    let error = off::as_anyhow(1).unwrap_err();
    assert_eq!(error.to_string(), text("as_anyhow"));
    assert_eq!(error.downcast_ref::<Unavailable>().unwrap().capability().name(), "as_anyhow");

    let error = off::as_box(1).unwrap_err();
    assert_eq!(error.to_string(), text("as_box"));
    assert_eq!(found(&*error).capability().name(), "as_box");

    let error = off::as_sync_box(1).unwrap_err();
    assert_eq!(error.to_string(), text("as_sync_box"));
    assert_eq!(found(&*error).capability().name(), "as_sync_box");

    assert_eq!(off::as_string(1).unwrap_err(), text("as_string"));

    let error = off::as_io(1).unwrap_err();
    assert_eq!(error.kind(), io::ErrorKind::Unsupported);
    assert_eq!(error.to_string(), text("as_io"));
    assert_eq!(found(&error).capability().name(), "as_io");
}

#[test]
fn thiserror_enums_and_forks_are_reached_too() {
    let error = off::as_app(1).unwrap_err();
    assert!(matches!(error, off::AppError::Unavailable(_)), "`From<Unavailable>` comes first");
    assert_eq!(error.to_string(), text("as_app"));

    let error = off::as_wrapping(1).unwrap_err();
    assert_eq!(error.to_string(), "the model cannot run");
    assert_eq!(found(&error).to_string(), text("as_wrapping"));

    let error = off::as_fork(1).unwrap_err();
    assert_eq!(error.to_string(), text("as_fork"));
    assert_eq!(found(&error).reason(), Reason::NotCompiled);
}

#[test]
fn error_makes_any_other_error() {
    assert!(matches!(off::by_closure(1), Err(off::ForkError::NotCompiledWithFlashAttn)));
    assert_eq!(off::by_typed_closure(1).unwrap_err().to_string(), text("by_typed_closure"));
    assert_eq!(off::by_path(1).unwrap_err().to_string(), format!("kernel: {}", text("by_path")));
    assert_eq!(off::by_variant(1).unwrap_err().to_string(), text("by_variant"));
    // The fallback comes before the error.
    assert_eq!(off::error_and_fallback(1).unwrap(), 2);
}

#[test]
fn a_hint_satisfies_the_predicate_and_loses_nothing() {
    let message = |error: Unavailable| error.to_string();
    assert_eq!(
        message(off::either().unwrap_err()),
        "`either` is unavailable: `fixture-off` was built without feature `flash-attn` or \
         `flash-attn-v3`. Rebuild with `--features metal,flash-attn` or \
         `--features metal,flash-attn-v3`."
    );
    assert_eq!(
        message(off::both().unwrap_err()),
        "`both` is unavailable: `fixture-off` was built without features `cuda` and `flash-attn`. \
         Rebuild with `--features metal,cuda,flash-attn`."
    );
    assert_eq!(
        message(off::one_is_on().unwrap_err()),
        "`one_is_on` is unavailable: `fixture-off` was built without feature `cuda`. Rebuild with \
         `--features metal,cuda`."
    );
    off::only_without().unwrap();
    let error = message(on::only_without().unwrap_err());
    assert!(
        error.starts_with("`only_without` is unavailable: `fixture-on` was built with"),
        "{error}"
    );
}

#[test]
fn what_no_feature_can_change_says_so() {
    for error in [off::cutlass().unwrap_err(), on::cutlass().unwrap_err()] {
        let error = error.to_string();
        assert!(error.ends_with(". install CUTLASS and build again."), "{error}");
    }
    let error = off::wrong_target().unwrap_err();
    assert!(!error.to_string().contains("--features"), "{error}");
    assert!(error.to_string().ends_with(" Alternatively, use another system."), "{error}");
    assert_eq!(
        off::named().unwrap_err().to_string(),
        "`paged attention` is unavailable: `fixture-off` was built without feature `flash-attn`. \
         pip install the `cuda` wheel."
    );
}

#[test]
fn an_unavailable_is_small_and_can_go_anywhere() {
    fn check<T: Send + Sync + Error + 'static>() {}
    check::<Unavailable>();
    assert!(size_of::<Unavailable>() <= 16);
}
