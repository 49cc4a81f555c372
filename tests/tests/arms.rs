//! `feature_gated!`, in both feature states: `arms_on` and `arms_off` are one source.

use std::pin::pin;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Waker};

use arms_off::expressions as off;
use arms_on::expressions as on;
use featherfall::{
    Capability, CapabilityKind, Policy, Predicate, Reason, Unavailable, capabilities, degradations,
    report, set_policy,
};

/// The policy and the counters are the process's, so tests that look at them take turns.
fn alone() -> MutexGuard<'static, ()> {
    static TURN: Mutex<()> = Mutex::new(());
    TURN.lock().unwrap_or_else(PoisonError::into_inner)
}

fn run<F: Future>(future: F) -> F::Output {
    let mut future = pin!(future);
    match future.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(output) => output,
        Poll::Pending => panic!("nothing here waits"),
    }
}

fn capability(package: &str, name: &str) -> &'static Capability {
    let mut found = capabilities().iter().filter(|capability| {
        capability.package() == package
            && capability.name() == name
            && capability.kind() == CapabilityKind::Choice
    });
    found.next().unwrap_or_else(|| panic!("no `{name}` in {package}"))
}

fn count(package: &str, name: &str) -> u64 {
    degradations()
        .iter()
        .filter(|row| row.capability() == capability(package, name))
        .map(featherfall::Degradation::count)
        .sum()
}

#[test]
fn question_marks_leave_the_function() {
    let _turn = alone();
    assert_eq!(on::question_marks(vec![2, 1]).unwrap(), 21);
    assert_eq!(off::question_marks(vec![2, 1]).unwrap(), 20);
    for error in [on::question_marks(vec![]), off::question_marks(vec![])] {
        assert_eq!(error.unwrap_err().to_string(), "nothing to sort");
    }
}

#[test]
fn without_an_arm_the_hinted_error_comes_back() {
    assert_eq!(on::three_ways(1.0).unwrap(), 2.0);
    let error = off::three_ways(1.0).unwrap_err();
    assert_eq!(
        error.to_string(),
        "`fast-v3` is unavailable: `arms-off` was built without feature `fast-v3` or `fast`. \
         Rebuild with feature `fast-v3` of `arms-off` or with feature `fast` of `arms-off` (by flag if you build it, else in the Cargo.toml that depends on it). Alternatively, use `eager`.",
    );
    assert_eq!(Unavailable::find_in(&error).unwrap().reason(), Reason::NotCompiled);
}

#[test]
fn statements_in_front_of_other_code() {
    assert_eq!(on::later_use(2).unwrap(), 6);
    assert!(off::later_use(2).unwrap_err().to_string().starts_with("`fast` is unavailable"));
    let (mut here, mut there) = (vec![], vec![]);
    assert_eq!(on::with_semicolon(1, &mut here), Ok(1));
    assert!(off::with_semicolon(1, &mut there).is_err());
    assert_eq!((here, there), (vec![1, 2, 3, 7], vec![1]));
}

#[test]
fn error_replaces_the_conversion() {
    assert_eq!(on::own_error(), Ok(5));
    let off::Custom::Missing(text) = off::own_error().unwrap_err() else { panic!() };
    assert_eq!(
        text,
        "`own` is unavailable: `arms-off` was built without feature `fast`. Rebuild with feature `fast` of `arms-off` (by flag if you build it, else in the Cargo.toml that depends on it)."
    );
}

#[test]
fn panics_is_hinted() {
    assert_eq!(on::panics(), 6);
    let panic = std::panic::catch_unwind(off::panics).unwrap_err();
    assert!(panic.downcast_ref::<String>().unwrap().contains("feature `fast` of"));
}

#[test]
fn control_flow_is_as_written() {
    let _turn = alone();
    assert_eq!(on::labels(5), (6, 0));
    assert_eq!(off::labels(5), (106, 3));
    assert_eq!(run(on::awaits(1)).unwrap(), 4);
    assert!(run(off::awaits(1)).unwrap_err().to_string().starts_with("`gpu` is unavailable"));
    assert_eq!(run(on::awaits_on_any_thread(2)).unwrap(), 8);
    assert_eq!((run(on::async_block()), run(off::async_block())), (1, 3));
    assert_eq!((on::dispatch(true, 3), on::dispatch(false, 3)), (3000, 3));
    assert_eq!((off::dispatch(true, 3), off::dispatch(false, 3)), (3, 3));
    assert_eq!((on::changed(), off::changed()), (2, 1));
}

#[test]
fn expressions_stand_everywhere() {
    let _turn = alone();
    assert_eq!(on::everywhere("gpu").unwrap(), [1, 3, 5, 17]);
    assert_eq!(on::everywhere("cpu").unwrap(), [2, 3, 5, 17]);
    assert_eq!(off::everywhere("cpu").unwrap(), [2, 4, 6, 13]);
    assert!(
        off::everywhere("gpu")
            .unwrap_err()
            .to_string()
            .contains("with feature `gpu` of `arms-off`")
    );
    assert_eq!(off::everywhere("tpu").unwrap_err().to_string(), "no such device");
    assert_eq!(on::inferred(), (vec![1, 2], None, 1));
    assert_eq!(off::inferred(), (vec![], Some("x".to_owned()), 2));
    assert_eq!((on::borrowed(), off::borrowed()), (3, 5));
    assert_eq!(on::closures(&[1, 2]), [9, 16]);
    assert_eq!(off::closures(&[1, 2]), [1, 2]);
    assert_eq!((on::opaque(2).nth(1), off::opaque(2).nth(1)), (Some(2), Some(4)));
    assert_eq!((on::nested(1).unwrap(), off::nested(1).unwrap()), (200, 6));
    assert_eq!(on::wrapped(1), Ok(0));
    assert!(off::wrapped(1).unwrap_err().starts_with("`through a macro` is unavailable"));
    assert_eq!((on::blocks(1), off::blocks(1)), (10, 100));
    assert_eq!((on::generic::<u8>(), off::generic::<u8>()), (4, 2));
    let (mut here, mut there) = (on::Model::default(), off::Model::default());
    assert_eq!((here.run().unwrap(), there.run().unwrap()), (2, 1));
}

#[test]
fn constants_are_constant() {
    const ON: (usize, u32, bool, u8) = (on::LANES, on::MASK, on::supported(), on::Model::WIDTH);
    const OFF: (usize, u32, bool, u8) =
        (off::LANES, off::MASK, off::supported(), off::Model::WIDTH);
    assert_eq!(ON, (8, !0, cfg!(not(windows)), 16));
    assert_eq!(OFF, (1, 16, false, 4));
    assert_eq!((on::TABLE.as_slice(), off::TABLE.as_slice()), (&[-1; 8][..], &[-2][..]));
}

#[test]
fn the_last_arm_counts_and_obeys_strict() {
    let _turn = alone();
    set_policy(Policy::new());
    let before = count("arms-off", "three values");
    assert_eq!(off::three_values(1.0), 2.0);
    assert_eq!(on::three_values(1.0), 2.0);
    assert_eq!(count("arms-off", "three values"), before + 1);
    assert_eq!(count("arms-on", "three values"), 0);
    assert_eq!(off::own_error_when_strict(), Ok(3));
    assert_eq!(off::foreign_error_when_strict().unwrap(), 3);

    set_policy(Policy::new().with_strict());
    let error = off::question_marks(vec![1, 2]).unwrap_err();
    assert_eq!(
        error.to_string(),
        "`fast` is unavailable: `arms-off` was built without feature `fast`, and the policy `strict` denies fallbacks. Rebuild with feature `fast` of `arms-off` (by flag if you build it, else in the Cargo.toml that depends on it)."
    );
    assert_eq!(Unavailable::find_in(&error).unwrap().reason(), Reason::Strict);
    assert!(matches!(off::own_error_when_strict(), Err(off::Custom::Missing(_))));
    let error = off::foreign_error_when_strict().unwrap_err();
    assert_eq!(Unavailable::find_in(&error.0).unwrap().reason(), Reason::Strict);
    assert_eq!(off::cannot_fail(3), 3);
    assert!(on::question_marks(vec![1, 2]).is_ok());
    set_policy(Policy::new());

    let reasons: Vec<Reason> = degradations()
        .iter()
        .filter(|row| row.capability() == capability("arms-off", "cannot_fail"))
        .map(featherfall::Degradation::reason)
        .collect();
    assert_eq!(reasons, [Reason::Strict]);
}

#[test]
fn plain_values_are_not_counted() {
    assert_eq!(off::LANES, 1);
    assert!(!off::supported());
    let uncounted = |found: &&&Capability| matches!(found.instead(), Some("false" | "1"));
    assert!(capabilities().iter().filter(uncounted).count() > 1);
    assert!(!degradations().iter().any(|row| uncounted(&&row.capability())));
    assert_eq!(capability("arms-off", "three values").instead(), Some("plus_one(q)"));
}

#[test]
fn the_report_shows_which_arm_was_built() {
    let (here, there) =
        (capability("arms-on", "three values"), capability("arms-off", "three values"));
    assert_eq!(here.predicate().to_string(), r#"any("fast-v3", "fast")"#);
    assert_eq!(here.arm(), Some(Predicate::Feature("fast", true)));
    assert_eq!(there.arm(), None);
    assert_eq!((here.is_built(), there.is_built()), (true, false));
    let text = report().to_markdown();
    let row = |module: &str| {
        let row = text.lines().find(|row| row.contains(module) && row.contains("three values"));
        row.unwrap().split('|').map(|cell| cell.trim().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(row("arms-on")[2..4], ["choice", "fast"]);
    assert_eq!(row("arms-off")[2..4], ["choice", "no"]);
    // A gate with one arm is built or not.
    assert_eq!(capability("arms-on", "own").arm(), None);
}
