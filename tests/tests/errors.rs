//! Refused functions: the error in the function's own type, its text, and how to get it back.

use std::error::Error;
use std::io;

use featherfall::{Reason, Unavailable};
use fixture_off::errors as off;
use fixture_on::errors as on;

/// What a function that lacks `flash-attn` says; `metal` is on in that build and is kept.
fn text_of(name: &str) -> String {
    format!(
        "`{name}` is unavailable: `fixture-off` was built without feature `flash-attn`. Rebuild with feature `flash-attn` of `fixture-off` (by flag if you build it, else in the Cargo.toml that depends on it)."
    )
}

/// Checks what any carrier of an `Unavailable` must give back.
fn assert_finds(error: &(dyn Error + 'static), name: &str) {
    let found = Unavailable::find_in(error).expect("the `Unavailable` is inside");
    assert_eq!(found.capability().name(), name);
    assert_eq!(found.capability().package(), "fixture-off");
    assert_eq!(found.reason(), Reason::NotCompiled);
    assert_eq!(
        found.hint().as_deref(),
        Some(
            "Rebuild with feature `flash-attn` of `fixture-off` (by flag if you build it, else in the Cargo.toml that depends on it)"
        )
    );
    assert_eq!(found.to_string(), text_of(name));
}

#[test]
fn with_the_feature_the_body_runs() {
    assert_eq!(on::flash_attention(1), Ok(2));
    assert_eq!(on::as_anyhow(1).unwrap(), 2);
    assert_eq!(on::as_box(1).unwrap(), 2);
    assert_eq!(on::as_sync_box(1).unwrap(), 2);
    assert_eq!(on::as_string(1), Ok(2));
    assert_eq!(on::as_io(1).unwrap(), 2);
    assert_eq!(on::as_app(1).unwrap(), 2);
    assert_eq!(on::as_wrapping(1).unwrap(), 2);
    assert_eq!(on::as_fork(1).unwrap(), 2);
    assert_eq!(on::by_closure(1).unwrap(), 2);
    assert_eq!(on::by_typed_closure(1).unwrap(), 2);
    assert_eq!(on::by_path(1).unwrap(), 2);
    assert_eq!(on::by_variant(1).unwrap(), 2);
    assert_eq!(on::error_and_fallback(1).unwrap(), 2);
    assert_eq!(on::either(), Ok(()));
    assert_eq!(on::both(), Ok(()));
    assert_eq!(on::named(), Ok(()));
}

#[test]
fn the_error_itself() {
    let error = off::flash_attention(1).unwrap_err();
    assert_eq!(
        error.to_string(),
        "`flash_attention` is unavailable: `fixture-off` was built without feature `flash-attn`. Rebuild with feature `flash-attn` of `fixture-off` (by flag if you build it, else in the Cargo.toml that depends on it). Alternatively, set `attention = \"eager\"` in the model config.",
    );
    assert_eq!(error.reason().code(), "not-compiled");
    assert_eq!(
        error.capability().alternative(),
        Some("set `attention = \"eager\"` in the model config")
    );
    // What `unwrap` and `fn main() -> Result<(), Box<dyn Error>>` print.
    assert_eq!(format!("{error:?}"), error.to_string());
    assert_eq!(error, off::flash_attention(2).unwrap_err());
    assert_ne!(error, off::either().unwrap_err());
}

#[test]
fn it_is_small_and_crosses_threads() {
    fn is_sendable<T: Error + Send + Sync + 'static>() {}
    is_sendable::<Unavailable>();
    assert!(size_of::<Unavailable>() <= 16, "{}", size_of::<Unavailable>());
    let error = off::flash_attention(1).unwrap_err();
    let text = std::thread::spawn(move || error.to_string()).join().unwrap();
    assert_eq!(text, error.to_string());
}

#[test]
fn anyhow() {
    let error = off::as_anyhow(1).unwrap_err();
    assert_eq!(error.to_string(), text_of("as_anyhow"));
    assert_eq!(error.downcast_ref::<Unavailable>().unwrap().reason(), Reason::NotCompiled);
    assert_finds(error.as_ref(), "as_anyhow");
    // Behind context it is a source.
    let error = error.context("loading the model");
    assert_eq!(format!("{error:#}"), format!("loading the model: {}", text_of("as_anyhow")));
    assert_finds(error.as_ref(), "as_anyhow");
}

#[test]
fn boxes() {
    let error = off::as_box(1).unwrap_err();
    assert_eq!(error.to_string(), text_of("as_box"));
    assert!(error.downcast_ref::<Unavailable>().is_some());
    assert_finds(error.as_ref(), "as_box");
    let error = off::as_sync_box(1).unwrap_err();
    assert_eq!(error.to_string(), text_of("as_sync_box"));
    assert!(error.downcast_ref::<Unavailable>().is_some());
    assert_finds(error.as_ref(), "as_sync_box");
}

#[test]
fn string() {
    assert_eq!(off::as_string(1), Err(text_of("as_string")));
}

#[test]
fn io_error() {
    let error = off::as_io(1).unwrap_err();
    assert_eq!(error.kind(), io::ErrorKind::Unsupported);
    assert_eq!(error.to_string(), text_of("as_io"));
    assert!(error.get_ref().unwrap().is::<Unavailable>());
    assert_finds(&error, "as_io");
}

#[test]
fn enums_of_thiserror() {
    let error = off::as_app(1).unwrap_err();
    assert_eq!(error.to_string(), text_of("as_app"));
    assert!(matches!(error, off::AppError::Unavailable(_)), "by From<Unavailable>, not by io");
    // Transparent, so its source is that of the `Unavailable`, which has none: match on the variant.
    assert!(Unavailable::find_in(&error).is_none());
    let off::AppError::Unavailable(inner) = error else { unreachable!() };
    assert_finds(&inner, "as_app");

    let error = off::as_wrapping(1).unwrap_err();
    assert_eq!(error.to_string(), "the model cannot run");
    assert_eq!(error.source().unwrap().to_string(), text_of("as_wrapping"));
    assert_finds(&error, "as_wrapping");
}

#[test]
fn a_fork_that_only_knows_io_errors() {
    let error = off::as_fork(1).unwrap_err();
    assert_eq!(error.to_string(), text_of("as_fork"));
    assert_finds(&error, "as_fork");
    let off::ForkError::Io(error) = error else { panic!("{error:?}") };
    assert_eq!(error.kind(), io::ErrorKind::Unsupported);
    assert_finds(&error, "as_fork");
}

#[test]
fn the_users_own_conversion() {
    assert!(matches!(off::by_closure(1), Err(off::ForkError::NotCompiledWithFlashAttn)));
    assert_eq!(off::by_typed_closure(1).unwrap_err().to_string(), text_of("by_typed_closure"));
    assert_eq!(off::by_path(1).unwrap_err().to_string(), format!("kernel: {}", text_of("by_path")));
    assert_eq!(off::by_variant(1).unwrap_err().to_string(), text_of("by_variant"));
    // The fallback runs; the error is for a policy that denies it.
    assert_eq!(off::error_and_fallback(1).unwrap(), 2);
}

#[test]
fn every_kind_of_predicate() {
    assert_eq!(
        off::either().unwrap_err().to_string(),
        "`either` is unavailable: `fixture-off` was built without feature `flash-attn` or `flash-attn-v3`. Rebuild with feature `flash-attn` of `fixture-off` or with feature `flash-attn-v3` of `fixture-off` (by flag if you build it, else in the Cargo.toml that depends on it).",
    );
    assert_eq!(
        off::both().unwrap_err().to_string(),
        "`both` is unavailable: `fixture-off` was built without features `cuda` and `flash-attn`. Rebuild with features `cuda` and `flash-attn` of `fixture-off` (by flag if you build it, else in the Cargo.toml that depends on it).",
    );
    assert_eq!(
        off::one_is_on().unwrap_err().to_string(),
        "`one_is_on` is unavailable: `fixture-off` was built without feature `cuda`. Rebuild with feature `cuda` of `fixture-off` (by flag if you build it, else in the Cargo.toml that depends on it).",
    );
    // What `default` turns on need not be named.
    assert_eq!(
        on::one_is_on().unwrap_err().to_string(),
        "`one_is_on` is unavailable: `fixture-on` was built without feature `metal`. No rebuild helps for this target: the system is linux, and macos is needed.",
    );
    assert_eq!(off::only_without(), Ok(()));
    assert_eq!(
        on::only_without().unwrap_err().to_string(),
        "`only_without` is unavailable: `fixture-on` was built with feature `flash-attn`. Rebuild without features `default`, `flash-attn` and `flash-attn-v3` of `fixture-on` (by flag if you build it, else in the Cargo.toml that depends on it).",
    );
}

#[test]
fn hints_that_are_written() {
    for (error, package) in
        [(on::cutlass().unwrap_err(), "fixture-on"), (off::cutlass().unwrap_err(), "fixture-off")]
    {
        assert_eq!(
            error.to_string(),
            format!(
                "`cutlass` is unavailable: `{package}` was built without `cfg(has_cutlass)`. install CUTLASS and build again."
            ),
        );
    }
    assert_eq!(
        off::named().unwrap_err().to_string(),
        "`paged attention` is unavailable: `fixture-off` was built without feature `flash-attn`. pip install the `cuda` wheel.",
    );
}

#[test]
fn no_hint_where_no_rebuild_helps() {
    let error = off::wrong_target().unwrap_err();
    assert_eq!(
        error.to_string(),
        "`wrong_target` is unavailable: `fixture-off` was built without feature `flash-attn` and without `cfg(target_os = \"none\")`. Alternatively, use another system.",
    );
    assert_eq!(error.hint(), None);
    assert_eq!(
        on::wrong_target().unwrap_err().to_string(),
        "`wrong_target` is unavailable: `fixture-on` was built without `cfg(target_os = \"none\")`. Alternatively, use another system.",
    );
}

#[test]
fn foreign_errors_hold_nothing() {
    assert!(Unavailable::find_in(&io::Error::other("disk")).is_none());
    assert!(Unavailable::find_in(&io::Error::from_raw_os_error(2)).is_none());
    assert!(Unavailable::find_in(&"x".parse::<u32>().unwrap_err()).is_none());
}
