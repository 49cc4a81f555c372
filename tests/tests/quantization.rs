//! `#[quant_support]`: levels, arguments, operations, the table of methods, the policy.

use featherfall::{
    ArgumentPolicy, QuantSupport, Reason, degradations, quant_methods, quantization_support,
};
use featherfall_tests::events::Recorder;
use featherfall_tests::process::run_alone;
use fixture_off::quants as q;
use pollster::block_on;
use tracing::Level;

#[test]
fn an_ignored_argument_is_dropped_with_one_warning() {
    run_alone("an_ignored_argument_is_dropped_with_one_warning", "", || {
        let recorder = Recorder::new(Level::TRACE);
        recorder.install();
        for _ in 0..3 {
            assert_eq!(q::hqq(&[1.0, 2.0], Some(&[10.0])).unwrap(), 3.0);
            assert_eq!(q::hqq(&[1.0, 2.0], None).unwrap(), 3.0);
        }
        let events = recorder.about("fixture-off", "hqq");
        let said: Vec<_> =
            events.iter().map(|event| (event.level, event.message.as_str())).collect();
        assert_eq!(said.len(), 2, "{said:?}");
        assert!(
            said.contains(&(Level::WARN, "HQQ does not support imatrix, continuing without it"))
        );
        assert!(events.iter().any(|event| event.field("reason") == "experimental"), "{events:?}");
        let row = degradations().into_iter().find(|row| row.requested() == "hqq").unwrap();
        assert_eq!((row.count(), row.used()), (3, "imatrix ignored"));
        // A `mut` argument can still be changed; each argument is dropped by itself.
        assert_eq!(q::fixed(Some(vec![5.0]), Some(2.0)), (Some(1.0), None));
        assert_eq!(q::fixed(None, None), (Some(1.0), None));
    });
}

#[test]
fn refused_and_required_arguments_are_errors() {
    assert_eq!(q::afq(&[1.0], None).unwrap(), 1.0);
    let error = q::afq(&[1.0], Some(&[1.0])).unwrap_err();
    assert_eq!(error.reason(), Reason::ArgumentRefused);
    assert_eq!(
        error.to_string(),
        "`afq` is unavailable: `afq` does not support `imatrix`. Alternatively, use `q4k`."
    );
    assert_eq!(q::fp8(Some(1.0), Some(2.0), None).unwrap(), 3.0);
    assert_eq!(
        q::fp8(None, None, None).unwrap_err(),
        "`fp8` is unavailable: `fp8` requires `scale`."
    );
    assert_eq!(
        q::fp8(Some(1.0), Some(1.0), Some(&[])).unwrap_err(),
        "`fp8` is unavailable: `fp8` does not support `imatrix`."
    );
    assert_eq!(q::q4k(&[1.0], Some(&[2.0])), 3.0, "a stable method uses its arguments");
}

#[test]
fn unimplemented_is_a_hinted_error() {
    let error = q::iq2(&[], 2).unwrap_err();
    assert_eq!(error.reason(), Reason::NotImplemented);
    assert_eq!(error.to_string(), "`iq2` is not implemented. Alternatively, use `q4k`.");
    assert_eq!(
        q::iq3(&[]).unwrap_err().to_string(),
        "`iq3_quantize` is not implemented for `IQ3`."
    );
    assert_eq!(block_on(q::iq4()).unwrap_err().to_string(), "`iq4` is not implemented.");
    let nf4 = q::Nf4::new(1.0, None).unwrap();
    assert_eq!(
        nf4.forward(&[1.0]).unwrap_err().to_string(),
        "`forward` is not implemented for `bnb-nf4`. Alternatively, use `dequantize`."
    );
    assert_eq!(nf4.add_delta_w(1.0).unwrap(), 2.0);
    assert_eq!(q::Nf4::new(1.0, Some(9.0)).unwrap().dequantize(), 1.0, "the entry ignores it");
    assert_eq!(q::Nf4(1.0).requantize(Some(9.0)), 1.0, "every function of the block ignores it");
    assert!(q::Iq1::quantize(&[]).is_err() && q::Iq1.bits().is_err());
}

#[test]
fn the_table_agrees_with_the_annotations() {
    assert_eq!(quantization_support("Q4_K").unwrap(), QuantSupport::Stable);
    assert_eq!(quantization_support("half_Quadratic").unwrap(), QuantSupport::Experimental);
    assert_eq!(quantization_support("BNB-NF4").unwrap(), QuantSupport::Partial);
    assert_eq!(quantization_support("iq2").unwrap(), QuantSupport::Unimplemented);
    let unknown = quantization_support("hqqq").unwrap_err();
    assert_eq!(unknown.name(), "hqqq");
    assert_eq!(unknown.known()[0], "hqq", "the nearest comes first");
    assert!(!QuantSupport::Unimplemented.is_usable() && !QuantSupport::Partial.is_usable());
    assert!(QuantSupport::Experimental.is_usable() && QuantSupport::Stable.is_usable());
    assert!(q::LEVELS.is_sorted());

    let methods = quant_methods();
    assert!(!methods.supports("hqq", "imatrix").unwrap());
    assert!(methods.supports("q4k", "imatrix").unwrap());
    assert!(methods.supports("no such method", "imatrix").is_err());
    let fp8 = methods.get("fp8").unwrap();
    assert_eq!(fp8.argument("scale"), Some(ArgumentPolicy::Requires));
    assert_eq!(fp8.argument("imatrix"), Some(ArgumentPolicy::Refuses));
    assert_eq!(fp8.argument("other"), None);
    // Three spellings, one method, an operation each.
    let gptq = methods.get("gptq").unwrap();
    let operations: Vec<_> = gptq.operations().iter().map(|operation| operation.name()).collect();
    assert_eq!(
        operations.iter().filter(|name| name.starts_with("gptq")).count() % 3,
        0,
        "each linked fixture has all three: {operations:?}"
    );
}

#[test]
fn the_policy_refuses_levels() {
    run_alone("the_policy_refuses_levels", "deny=experimental", || {
        let error = q::policy_experimental(1.0).unwrap_err();
        assert_eq!(error.reason(), Reason::SupportRefused);
        assert_eq!(
            error.to_string(),
            "`policy_experimental` is unavailable: its support is experimental, and the policy refuses that."
        );
        assert_eq!(q::policy_partial(1.0), 1.0, "it cannot return an error");
        assert_eq!(q::q4k(&[1.0], None), 1.0);
        // Ignoring an argument is no matter of the level.
        assert_eq!(q::policy_ignores(1.0, Some(1.0)).unwrap(), 1.0);
    });
    run_alone("the_policy_refuses_levels_strict", "strict", || {});
}

#[test]
fn the_policy_refuses_levels_strict() {
    run_alone("the_policy_refuses_levels_strict", "strict", || {
        assert_eq!(q::policy_experimental(1.0).unwrap(), 1.0);
        let error = q::policy_ignores(1.0, Some(1.0)).unwrap_err();
        assert_eq!(error.reason(), Reason::Strict);
        assert_eq!(q::policy_ignores(1.0, None).unwrap(), 1.0);
    });
}

#[test]
fn levels_are_announced_once_unless_log_says_otherwise() {
    run_alone("levels_are_announced_once_unless_log_says_otherwise", "", || {
        let recorder = Recorder::new(Level::TRACE);
        recorder.install();
        for _ in 0..3 {
            q::silent(1.0);
            block_on(q::alarming(1.0));
            q::policy_partial(1.0);
            q::Rtn(1.0).quantize().unwrap();
            q::gptq_quantize(1.0);
        }
        let levels = |name: &str| {
            let events = recorder.about("fixture-off", name);
            events.iter().map(|event| event.level).collect::<Vec<_>>()
        };
        assert!(levels("silent").is_empty() && levels("gptq_quantize").is_empty());
        assert_eq!(levels("alarming"), [Level::ERROR]);
        assert_eq!(levels("policy_partial"), [Level::WARN]);
        let events = recorder.about("fixture-off", "policy_partial");
        assert_eq!(
            Some(&events[0].message),
            QuantSupport::Partial.warning_message("policy_partial").as_ref()
        );
    });
}
