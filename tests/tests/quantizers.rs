//! `quant_ignores!`, `quant_refuses!`, levels of operations, `#[limitation]`.

use std::sync::{Mutex, MutexGuard, PoisonError};

use arms_on::quantizers::{
    Layered, Model, QUEUE, Refused, T5, Target, Token, apply, in_a_closure, in_a_loop, in_async,
    looped_once, own_error, server, tokenize,
};
use featherfall::{
    ArgumentPolicy, Capability, CapabilityKind, Policy, QuantSupport, Reason, Unavailable,
    capabilities, degradations, policy, quant_methods, quantization_support, report, set_policy,
};
use featherfall_tests::process::run_alone;

/// The policy and the counters are the process's, so tests that look at them take turns.
fn alone() -> MutexGuard<'static, ()> {
    static TURN: Mutex<()> = Mutex::new(());
    TURN.lock().unwrap_or_else(PoisonError::into_inner)
}

fn weights() -> Option<Vec<f32>> {
    Some(vec![1.0, 2.0])
}

fn ignored(method: &str) -> u64 {
    let rows = degradations();
    let of_method = rows.iter().filter(|row| {
        row.capability().quant().is_some_and(|quant| quant.method() == method)
            && row.capability().package() == "arms-on"
            && row.used().ends_with("ignored")
    });
    of_method.map(featherfall::Degradation::count).sum()
}

#[test]
fn an_arm_goes_on_without_the_argument() {
    let _turn = alone();
    set_policy(Policy::new());
    assert_eq!(apply(Target::Dense, weights(), Some(&[1.0])).unwrap(), 3);
    let before = ignored("coarse");
    assert_eq!(apply(Target::Coarse, weights(), None).unwrap(), 0);
    assert_eq!(apply(Target::Coarse, None, None).unwrap(), 0);
    assert_eq!(ignored("coarse"), before + 1);
    assert_eq!(apply(Target::Both, weights(), Some(&[1.0])).unwrap(), 1);
    assert_eq!(ignored("both"), 2);
    let before = ignored("looped");
    assert_eq!(in_a_loop(3, Some(String::from("x"))), 4);
    assert_eq!(ignored("looped"), before + 3);
    assert_eq!(in_a_closure(Some("x")), None);
}

#[test]
fn an_arm_refuses_the_argument() {
    assert_eq!(apply(Target::Exact, None, Some(&[1.0])).unwrap(), 1);
    let error = apply(Target::Exact, weights(), None).unwrap_err();
    assert_eq!(
        error.to_string(),
        "`exact` does not support `imatrix`. Alternatively, use `dense`.",
    );
    assert_eq!(Unavailable::find_in(&error).unwrap().reason(), Reason::ArgumentRefused);
    let mut future = std::pin::pin!(in_async(Some("x")));
    let mut context = std::task::Context::from_waker(std::task::Waker::noop());
    let std::task::Poll::Ready(Err(error)) = future.as_mut().poll(&mut context) else { panic!() };
    assert_eq!(error.to_string(), "`awaited` does not support `imatrix`.");
}

#[test]
fn the_report_tells_arms_of_one_method_apart() {
    let _turn = alone();
    assert_eq!(looped_once(Some(1)), None);
    let text = report().to_markdown();
    let row = |name: &str| text.lines().filter(|line| line.contains(name)).count();
    assert_eq!(row("| coarse(imatrix) | quant | yes |"), 1, "{text}");
    assert_eq!(row("::looped(imatrix) |"), 2, "{text}");
}

/// Of two types that differ in their arguments alone.
struct Pair<A, B>(A, B);

impl Pair<u8, u16> {
    #[featherfall::requires_feature("off", otherwise = 0)]
    fn paired(&self) -> u32 {
        u32::from(self.0) + u32::from(self.1)
    }
}

impl Pair<u16, u8> {
    #[featherfall::requires_feature("off", otherwise = 0)]
    fn paired(&self) -> u32 {
        u32::from(self.0) * u32::from(self.1)
    }
}

/// What an operator reads in a report is a name that policies take.
#[test]
fn each_name_of_a_report_is_a_pattern() {
    assert_eq!((Pair(1_u8, 2_u16).paired(), Pair(1_u16, 2_u8).paired()), (0, 0));
    let report: serde_json::Value = serde_json::from_str(&report().to_json()).unwrap();
    let names = report["capabilities"].as_array().unwrap().iter().map(|row| &row["capability"]);
    let words: Vec<String> =
        names.map(|name| format!("quiet={}", name.as_str().unwrap())).collect();
    for name in ["coarse(imatrix)", "Pair<u8, u16>::paired"] {
        assert!(words.contains(&format!("quiet={name}")), "{words:?}");
    }
    run_alone("each_name_of_a_report_is_a_pattern", &words.join(","), || {
        assert_eq!(Policy::from_env().map_err(|error| error.to_string()), Ok(policy()));
    });
}

#[test]
fn strict_turns_ignoring_into_an_error() {
    let _turn = alone();
    set_policy(Policy::new().with_strict());
    let error = apply(Target::Coarse, weights(), None).unwrap_err();
    assert_eq!(
        error.to_string(),
        "`coarse` does not support `imatrix`, \
         and the policy `strict` denies continuing without it.",
    );
    assert!(matches!(own_error(Some(1), None), Err(Refused(text)) if text.contains("denies")));
    // It cannot return an error.
    assert_eq!(in_a_loop(1, Some(String::new())), 2);
    set_policy(Policy::new());
    assert_eq!(own_error(Some(1), None), Ok(None));
    let refused = String::from("`own` does not support `bias`.");
    assert_eq!(own_error(None, Some(1)), Err(Refused(refused)));
}

#[test]
fn methods_know_their_arguments() {
    let methods = quant_methods();
    assert_eq!(methods.supports("coarse", "imatrix"), Ok(false));
    assert_eq!(methods.get("exact").unwrap().argument("imatrix"), Ok(ArgumentPolicy::Refuses));
    assert_eq!(methods.get("both").unwrap().argument("bias"), Ok(ArgumentPolicy::Ignores));
    let coarse = methods.get("coarse").unwrap();
    assert_eq!((coarse.support(), coarse.operations()[0].quant().unwrap().support()), (None, None));
    assert_eq!(
        quantization_support("coarse").unwrap_err().to_string(),
        "no annotation says how far quantization method `coarse` is supported",
    );
    assert_eq!(methods.get("coarse").unwrap().operations()[0].quant().unwrap().operation(), None);
}

#[test]
fn operations_have_their_own_level() {
    let layered = Layered::new(None).unwrap();
    assert!(Layered::new(Some(&[1.0])).is_err());
    assert_eq!((layered.get(), layered.dequantize(Some(1.0))), (0, None));
    let error = layered.add_delta_w(&[]).unwrap_err();
    assert_eq!(error.to_string(), "`add_delta_w` is not implemented for `layered`.");
    assert_eq!(quantization_support("layered"), Ok(QuantSupport::Stable));
    let table = quant_methods().to_string();
    let rows: Vec<Vec<&str>> =
        table.lines().map(|line| line.split_whitespace().collect()).collect();
    assert_eq!(rows[0], ["method", "operation", "level", "arguments"]);
    for row in [
        &["layered", "-", "stable", "refuses", "imatrix"][..],
        &["layered", "add_delta_w", "unimplemented"],
        &["layered", "dequantize", "experimental", "ignores", "scale"],
        &["coarse", "-", "-", "ignores", "imatrix"],
    ] {
        assert!(rows.iter().any(|found| found == row), "{row:?}\n{table}");
    }
}

fn limitation(name: &str) -> &'static Capability {
    let mut found = capabilities().iter().filter(|capability| {
        capability.kind() == CapabilityKind::Limitation
            && (capability.package(), capability.name()) == ("arms-on", name)
    });
    found.next().unwrap_or_else(|| panic!("no limitation of `{name}`"))
}

#[test]
fn limitations_change_nothing() {
    assert_eq!((T5.generate(), T5.layers(), T5.seed()), (0, 3, 7));
    assert_eq!((tokenize("a b").count(), server::PORT, QUEUE, Token::MAX), (2, 80, [0], 255));
}

#[test]
fn limitations_are_registered() {
    let t5 = limitation("T5");
    assert_eq!(t5.limitation(), Some("T5 has no flash attention"));
    assert_eq!(t5.alternative(), Some("use `eager`"));
    let generate = limitation("generate");
    assert_eq!(generate.limitation(), Some("keeps everything in memory"));
    assert_eq!(generate.tracking(), Some("https://example.org/issues/1"));
    for name in ["layers", "tokenize", "server", "Model", "seed", "QUEUE", "Token", "NonZeroU8"] {
        assert!(limitation(name).limitation().is_some());
    }
    let of_package =
        |found: &&&Capability| found.package() == "arms-on" && found.limitation().is_some();
    assert_eq!(capabilities().iter().filter(of_package).count(), 11);
}

#[test]
fn limitations_stand_in_the_report() {
    let text = report().to_markdown();
    let row = "| T5 | limitation | - | - | - | - |  \
               | T5 has no flash attention; use `eager` |";
    assert!(text.contains(row), "{text}");
}
