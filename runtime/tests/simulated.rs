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

/// Keeps what is logged: level and message.
struct Lines(std::sync::Arc<std::sync::Mutex<Vec<String>>>);

impl tracing::field::Visit for Lines {
    fn record_debug(&mut self, field: &tracing::field::Field, value: &dyn std::fmt::Debug) {
        if field.name() == "message" {
            self.0.lock().unwrap().push(format!("{value:?}"));
        }
    }
}

impl tracing::Subscriber for Lines {
    fn enabled(&self, _: &tracing::Metadata<'_>) -> bool {
        true
    }
    fn event(&self, event: &tracing::Event<'_>) {
        event.record(&mut Lines(self.0.clone()));
    }
    fn new_span(&self, _: &tracing::span::Attributes<'_>) -> tracing::span::Id {
        tracing::span::Id::from_u64(1)
    }
    fn record(&self, _: &tracing::span::Id, _: &tracing::span::Record<'_>) {}
    fn record_follows_from(&self, _: &tracing::span::Id, _: &tracing::span::Id) {}
    fn enter(&self, _: &tracing::span::Id) {}
    fn exit(&self, _: &tracing::span::Id) {}
}

#[test]
fn each_fact_is_logged_once() {
    let _guard = simulate_machine(Machine::new("linux", "x86_64"));
    let lines = std::sync::Arc::default();
    tracing::subscriber::with_default(Lines(std::sync::Arc::clone(&lines)), || {
        featherfall::log_feature_info();
    });
    let lines = lines.lock().unwrap();
    let about = lines.iter().filter(|line| line.contains("unusable here")).count();
    assert_eq!(about, 1, "{lines:#?}");
}
