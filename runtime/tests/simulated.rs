//! A machine that a test makes up, with and without the feature `hardware`, which would probe it.

use featherfall::hardware::Machine;
use featherfall::testing::simulate_machine;
use featherfall::{FeatureSet, Reason, requires_feature};

featherfall::feature_set!(requires("testing", nvidia_gpu));

#[requires_feature("testing", otherwise = 0)]
fn on_gpus() -> u32 {
    1
}

/// Whether the report calls `on_gpus` available, which nobody calls: what ran is available.
fn available() -> String {
    let _ = on_gpus;
    let report = featherfall::report().to_markdown();
    let row = report.lines().find(|line| line.starts_with("| on_gpus ")).unwrap();
    row.split(" | ").nth(3).unwrap().to_owned()
}

#[test]
fn a_machine_is_simulated() {
    let _guard = simulate_machine(Machine::new("linux", "x86_64"));
    assert_eq!(available(), "no");
    let report = featherfall::report().to_string();
    assert!(report.contains("\nmachine    no NVIDIA driver · 1 core\n"), "{report}");
    let unusable = FeatureSet::current().unusable();
    let reasons: Vec<_> = unusable.iter().map(|it| (it.feature().name(), it.reason())).collect();
    assert_eq!(reasons, [("testing", Reason::NoDriver)]);
}

#[cfg(not(feature = "hardware"))]
#[test]
fn nothing_is_said_of_a_machine_that_is_not_known() {
    assert_eq!(available(), "-");
    assert!(!featherfall::report().to_string().contains("\nmachine"));
    assert!(FeatureSet::current().unusable().is_empty());
}
