//! `#[quant_support]`: levels, arguments, operations, and what can be asked about them.

use featherfall::{
    ArgumentPolicy, QuantError, QuantSupport, Reason, Unavailable, capabilities, degradations,
    quant_methods, quantization_support,
};
use featherfall_tests::events::Recorder;
use featherfall_tests::process::run_alone;
use fixture_off::quants::{self, Quantize as _};
use pollster::block_on;
use tracing::Level;

const PACKAGE: &str = "fixture-off";

/// What the ledger says was used in the place of a capability, and how often.
fn ledger(name: &str) -> Vec<(Reason, String, u64)> {
    degradations()
        .into_iter()
        .filter(|row| row.requested() == name)
        .map(|row| (row.reason(), row.used().to_owned(), row.count()))
        .collect()
}

/// The column `used` of the report.
fn used(capability: &str) -> u64 {
    let report: serde_json::Value = serde_json::from_str(&featherfall::report().to_json()).unwrap();
    let rows = report["capabilities"].as_array().unwrap();
    let row = rows.iter().find(|row| row["capability"] == capability).expect(capability);
    row["used"].as_u64().unwrap()
}

fn why<T: std::fmt::Debug>(result: Result<T, Unavailable>) -> (Reason, String) {
    let error = result.unwrap_err();
    (error.reason(), error.to_string())
}

#[test]
fn stable_does_nothing_but_count() {
    run_alone("stable_does_nothing_but_count", "", || {
        let recorder = Recorder::new(Level::TRACE);
        recorder.install();
        assert_eq!(quants::q4k(&[1.0, 2.0], None), 3.0);
        assert_eq!(quants::q4k(&[1.0, 2.0], Some(&[10.0])), 13.0);
        assert!(recorder.events().is_empty(), "{:?}", recorder.events());
        assert!(ledger("q4k").is_empty());
        assert_eq!(used("q4k"), 2);
    });
}

#[test]
fn an_ignored_argument_warns_once_and_is_none() {
    run_alone("an_ignored_argument_warns_once_and_is_none", "", || {
        let recorder = Recorder::new(Level::TRACE);
        recorder.install();
        for _ in 0..3 {
            assert_eq!(quants::hqq(&[1.0, 2.0], None), Ok(3.0));
            assert_eq!(quants::hqq(&[1.0, 2.0], Some(&[10.0])), Ok(3.0));
        }
        let events = recorder.about(PACKAGE, "hqq");
        let texts: Vec<_> = events
            .iter()
            .map(|event| (event.level, event.message.as_str(), event.field("reason")))
            .collect();
        assert_eq!(
            texts,
            [
                (Level::WARN, "HQQ quantization is experimental", "experimental"),
                (
                    Level::WARN,
                    "HQQ does not support imatrix, continuing without it",
                    "argument-refused"
                ),
            ]
        );
        assert_eq!(ledger("hqq"), [(Reason::ArgumentRefused, String::from("imatrix ignored"), 3)]);
        assert_eq!(used("hqq"), 6);
    });
}

#[test]
fn ignored_arguments_of_a_function_that_cannot_fail() {
    assert_eq!(quants::fixed(Some(vec![5.0]), Some(6.0)), (Some(1.0), None));
    assert_eq!(quants::fixed(None, None), (Some(1.0), None));
    assert_eq!(
        ledger("fixed"),
        [
            (Reason::ArgumentRefused, String::from("bias ignored"), 1),
            (Reason::ArgumentRefused, String::from("imatrix ignored"), 1),
        ]
    );
}

#[test]
fn refused_and_required_arguments_are_errors() {
    assert_eq!(quants::afq(&[1.0], None), Ok(1.0));
    assert_eq!(
        why(quants::afq(&[1.0], Some(&[1.0]))),
        (
            Reason::ArgumentRefused,
            String::from("`afq` does not support `imatrix`. Alternatively, use `q4k`.")
        )
    );
    assert_eq!(ledger("afq"), [(Reason::ArgumentRefused, String::from("error"), 1)]);
    assert_eq!(used("afq"), 1, "a call that is refused is not one that was answered");

    assert_eq!(quants::fp8(Some(1.0), Some(2.0), None), Ok(3.0));
    let refused = |scale, zero, imatrix| quants::fp8(scale, zero, imatrix).unwrap_err();
    assert_eq!(refused(None, Some(2.0), None), "`fp8` requires `scale`.");
    assert_eq!(refused(Some(1.0), None, None), "`fp8` requires `zero`.");
    assert_eq!(refused(Some(1.0), Some(2.0), Some(&[1.0])), "`fp8` does not support `imatrix`.");
    let rows: u64 = ledger("fp8").iter().map(|row| row.2).sum();
    assert_eq!(rows, 3);
    assert_eq!(used("fp8"), 1);
}

#[test]
fn what_is_not_implemented_is_an_error() {
    assert_eq!(
        why(quants::iq2(&[1.0], 2)),
        (
            Reason::NotImplemented,
            String::from("`iq2` is not implemented. Alternatively, use `q4k`.")
        )
    );
    assert_eq!(
        quants::iq3(&[1.0]).unwrap_err().to_string(),
        "`iq3_quantize` is not implemented for `IQ3`."
    );
    assert_eq!(block_on(quants::iq4()).unwrap_err().to_string(), "`iq4` is not implemented.");
    assert_eq!(
        why(quants::gptq_add_delta(1.0)).1,
        "`gptq_add_delta` is not implemented for `g-p-t-q`. Alternatively, use `q4k`."
    );
    assert_eq!(why(quants::Iq1::quantize(&[1.0]).map(|_| ())).1, "`iq1` is not implemented.");
    assert_eq!(why(quants::Iq1.bits()).1, "`iq1` is not implemented.");
    assert_eq!(ledger("iq2"), [(Reason::NotImplemented, String::from("error"), 1)]);
}

#[test]
fn blocks_count_their_constructors() {
    run_alone("blocks_count_their_constructors", "", || {
        let recorder = Recorder::new(Level::TRACE);
        recorder.install();
        let mut nf4 = quants::Nf4::new(1.0, Some(2.0)).unwrap();
        assert_eq!(nf4.0, 1.0, "the imatrix is ignored");
        assert_eq!((nf4.dequantize(), quants::Nf4::bits(), quants::Nf4::BITS), (1.0, 4, 4));
        assert_eq!(used("bnb-nf4"), 1, "methods with a receiver are no entries");
        assert_eq!(nf4.requantize(Some(2.0)), 1.0);
        let rows = ledger("bnb-nf4");
        assert_eq!(rows, [(Reason::ArgumentRefused, String::from("imatrix ignored"), 2)]);
        assert_eq!(
            why(nf4.forward(&[1.0])),
            (
                Reason::NotImplemented,
                String::from(
                    "`forward` is not implemented for `bnb-nf4`. Alternatively, use `dequantize`."
                )
            )
        );
        assert_eq!(nf4.add_delta_w(2.0), Ok(3.0));
        assert_eq!(used("bnb-nf4::add_delta_w"), 1);
        let messages: Vec<String> =
            recorder.events().into_iter().map(|event| event.message).collect();
        assert_eq!(
            messages,
            [
                "BNB-NF4 quantization is partially implemented, some operations return an error",
                "BNB-NF4 does not support imatrix, continuing without it",
                "BNB-NF4 quantization is experimental",
            ]
        );

        // Without a constructor the methods are the entries.
        assert_eq!(quants::Rtn(2.0).quantize(), Ok(2.0));
        assert_eq!(used("Rtn"), 1);
        // A trait's constructor is one.
        let awq = quants::Awq::from_weights(&[1.0, 2.0]).unwrap();
        assert_eq!((awq.total(), used("awq")), (3.0, 1));
    });
}

#[test]
fn the_level_of_the_message() {
    run_alone("the_level_of_the_message", "", || {
        let recorder = Recorder::new(Level::TRACE);
        recorder.install();
        assert_eq!(quants::silent(1.0), 1.0);
        assert_eq!(block_on(quants::alarming(1.0)), 1.0);
        let events = recorder.events();
        assert_eq!(events.len(), 1, "{events:?}");
        assert_eq!(events[0].level, Level::ERROR);
        assert_eq!(events[0].field("capability"), "alarming");
        assert_eq!((used("silent"), used("alarming")), (1, 1));
    });
}

#[test]
fn levels_by_any_spelling_of_any_name() {
    use QuantSupport::{Experimental, Partial, Stable, Unimplemented};
    for (names, level) in [
        (&["q4k", "Q4_K", "q4-k", "Q4"][..], Stable),
        (&["hqq", "HQQ", "half_quadratic"], Experimental),
        (&["bnb-nf4", "BnB_NF4", "nf4"], Partial),
        (&["iq2", "iq3", "IQ4", "iq1"], Unimplemented),
        // The lowest level of what is implemented.
        (&["gptq", "G-P-T-Q"], Experimental),
        (&["rtn", "awq"], Experimental),
    ] {
        for name in names {
            assert_eq!(quantization_support(name), Ok(level), "{name}");
        }
    }
}

#[test]
fn unknown_is_not_unimplemented() {
    let error = quantization_support("hqx").unwrap_err();
    assert_eq!(error.name(), "hqx");
    assert_eq!(error.known()[0], "hqq");
    assert!(
        error.to_string().starts_with(
            "unknown quantization method `hqx`; known methods, nearest first: `hqq`, `"
        ),
        "{error}"
    );
    assert_eq!(quant_methods().supports("hqx", "imatrix"), Err(QuantError::Method(error)));
    assert!(quantization_support("").is_err());
}

#[test]
fn the_table_of_methods() {
    let methods = quant_methods();
    let policy = |method: &str, argument: &str| methods.get(method).unwrap().argument(argument);
    assert_eq!(policy("q4k", "imatrix"), Ok(ArgumentPolicy::Uses));
    assert_eq!(policy("hqq", "imatrix"), Ok(ArgumentPolicy::Ignores));
    assert_eq!(policy("afq", "imatrix"), Ok(ArgumentPolicy::Refuses));
    assert_eq!(policy("fp8", "scale"), Ok(ArgumentPolicy::Requires));
    assert_eq!(policy("fp8", "imatrix"), Ok(ArgumentPolicy::Refuses));
    assert_eq!(policy("nf4", "imatrix"), Ok(ArgumentPolicy::Ignores));
    for (method, argument, supported) in [
        ("q4k", "imatrix", true),
        ("HQQ", "imatrix", false),
        ("afq", "imatrix", false),
        ("fp8", "zero", true),
    ] {
        assert_eq!(methods.supports(method, argument), Ok(supported), "{method} {argument}");
    }
    for (method, argument, answer) in [
        ("q4k", "imatix", "known arguments, nearest first: `imatrix`"),
        ("q4k", "weights", "known arguments, nearest first: `imatrix`"),
        ("fp8", "zer", "known arguments, nearest first: `zero`, "),
        // It is not implemented, or takes it by another name.
        ("iq5", "imatrix", "they name none"),
        ("q6k", "imatrix", "they name none"),
    ] {
        let error = methods.supports(method, argument).unwrap_err().to_string();
        let whole = format!(
            "no annotation of quantization method `{method}` names an argument `{argument}`; {answer}"
        );
        assert!(error.starts_with(&whole), "{error}");
    }
    let hqq = methods.get("hqq").unwrap();
    assert_eq!((hqq.name(), hqq.support()), ("hqq", Some(QuantSupport::Experimental)));
    assert_eq!(hqq.aliases().collect::<Vec<_>>(), ["half-quadratic"]);
    let quant = hqq.operations()[0].quant().unwrap();
    assert_eq!((quant.since(), quant.aliases()), (Some("0.3.0"), &["half-quadratic"][..]));

    let operations: Vec<_> = methods
        .get("gptq")
        .unwrap()
        .operations()
        .iter()
        .map(|row| {
            (row.quant().unwrap().operation().unwrap(), row.quant().unwrap().support().unwrap())
        })
        .collect();
    assert_eq!(
        operations,
        [
            ("gptq_add_delta", QuantSupport::Unimplemented),
            ("gptq_dequantize", QuantSupport::Experimental),
            ("gptq_quantize", QuantSupport::Stable),
        ]
    );
    let nf4: Vec<_> =
        methods.get("nf4").unwrap().operations().iter().map(|row| row.name()).collect();
    assert_eq!(nf4, ["add_delta_w", "bnb-nf4", "forward"]);

    // Every annotated item is in exactly one method.
    let operations: usize = methods.iter().map(|method| method.operations().len()).sum();
    let annotated = capabilities().iter().filter(|row| row.quant().is_some()).count();
    assert_eq!(operations, annotated);
    assert_eq!(methods.len(), methods.iter().count());
    assert!(!methods.is_empty());
}

#[test]
fn levels_are_ordered_and_say_what_they_are() {
    use QuantSupport::{Experimental, Partial, Stable, Unimplemented};
    assert!(quants::LEVELS.is_sorted());
    assert_eq!(
        quants::LEVELS.map(QuantSupport::is_usable),
        [false, false, true, true],
        "unimplemented, partial, experimental, stable"
    );
    assert_eq!(Stable.warning_message("q4k"), None);
    let message = |level: QuantSupport| level.warning_message("hqq").unwrap();
    assert_eq!(message(Experimental), "HQQ quantization is experimental");
    assert_eq!(
        message(Partial),
        "HQQ quantization is partially implemented, some operations return an error"
    );
    assert_eq!(message(Unimplemented), "HQQ quantization is not implemented");
    assert_eq!(format!("{:>8}", Partial), " partial");
}
