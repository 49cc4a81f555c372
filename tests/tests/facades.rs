//! The counters through the libraries that programs scrape with. The guide shows these functions.

use featherfall::{MetricSample, report};
use fixture_off::fallbacks as off;

mod with_metrics {
    use super::*;

    // metrics
    fn publish() {
        for sample in report().samples() {
            let label = |(name, value): (_, &str)| metrics::Label::new(name, value.to_owned());
            let labels: Vec<metrics::Label> = sample.labels().map(label).collect();
            if sample.is_counter() {
                metrics::counter!(sample.name(), labels).absolute(sample.value());
            } else {
                metrics::gauge!(sample.name(), labels).set(1.0);
            }
        }
    }
    // end

    #[test]
    fn the_counters_are_there() {
        let recorder = metrics_util::debugging::DebuggingRecorder::new();
        metrics::with_local_recorder(&recorder, || {
            off::late(1);
            publish();
            publish(); // an absolute count may be set again
        });
        let published = recorder.snapshotter().snapshot().into_vec();
        assert_eq!(published.len(), report().samples().count());
        let is_it = |key: &metrics_util::CompositeKey| {
            key.key().name() == "featherfall_calls_total"
                && key.key().labels().any(|label| label.value().ends_with("fallbacks::late"))
        };
        let (.., value) = published.into_iter().find(|(key, ..)| is_it(key)).unwrap();
        let metrics_util::debugging::DebugValue::Counter(count) = value else { panic!() };
        assert!(count >= 1);
    }
}

mod with_prometheus_client {
    use prometheus_client::collector::Collector;
    use prometheus_client::encoding::text::encode;
    use prometheus_client::encoding::{DescriptorEncoder, NoLabelSet};
    use prometheus_client::metrics::MetricType;
    use prometheus_client::registry::Registry;

    use super::*;

    // prometheus-client
    #[derive(Debug)]
    struct Calls;

    impl Collector for Calls {
        fn encode(&self, mut encoder: DescriptorEncoder) -> std::fmt::Result {
            let (name, help) = ("featherfall_calls", "What ran, and why");
            let mut calls = encoder.encode_descriptor(name, help, None, MetricType::Counter)?;
            for sample in report().samples().filter(MetricSample::is_counter) {
                let labels: Vec<(&str, &str)> = sample.labels().collect();
                let mut of_one = calls.encode_family(&labels)?;
                of_one.encode_counter::<NoLabelSet, _, u64>(&sample.value(), None)?;
            }
            Ok(())
        }
    }
    // end

    #[test]
    fn the_counters_are_there() {
        off::late(1);
        let mut registry = Registry::default();
        registry.register_collector(Box::new(Calls));
        let mut page = String::new();
        encode(&mut page, &registry).unwrap();
        assert!(page.contains("# TYPE featherfall_calls counter"), "{page}");
        let of_late = "featherfall_calls_total{capability=\"fixture-off::fallbacks::late\"";
        assert!(page.lines().any(|line| line.starts_with(of_late)), "{page}");
    }
}

mod with_opentelemetry {
    use opentelemetry::KeyValue;
    use opentelemetry::metrics::{Meter, MeterProvider as _};
    use opentelemetry_sdk::metrics::{InMemoryMetricExporter, PeriodicReader, SdkMeterProvider};

    use super::*;

    // OpenTelemetry
    fn observe(meter: &Meter) {
        let calls = meter.u64_observable_counter("featherfall_calls_total");
        let calls = calls.with_callback(|observer| {
            for sample in report().samples().filter(MetricSample::is_counter) {
                let label = |(name, value): (_, &str)| KeyValue::new(name, value.to_owned());
                let labels: Vec<KeyValue> = sample.labels().map(label).collect();
                observer.observe(sample.value(), &labels);
            }
        });
        calls.build();
    }
    // end

    #[test]
    fn the_counters_are_there() {
        off::late(1);
        let exporter = InMemoryMetricExporter::default();
        let reader = PeriodicReader::builder(exporter.clone()).build();
        let provider = SdkMeterProvider::builder().with_reader(reader).build();
        observe(&provider.meter("featherfall"));
        provider.force_flush().unwrap();
        let exported = format!("{:?}", exporter.get_finished_metrics().unwrap());
        assert!(exported.contains("fixture-off::fallbacks::late"), "{exported}");
    }
}

/// Each is in the guide as it stands here.
#[test]
fn the_guide_shows_them() {
    let guide = include_str!("../../runtime/guide/operating.md");
    let source = include_str!("facades.rs");
    for library in ["metrics", "prometheus-client", "OpenTelemetry"] {
        let (_, rest) = source.split_once(&format!("    // {library}\n")).unwrap();
        let (code, _) = rest.split_once("    // end\n").unwrap();
        let code: String = code
            .lines()
            .map(|line| line.strip_prefix("    ").unwrap_or(line).to_owned() + "\n")
            .collect();
        assert!(guide.contains(&code), "{library} is shown otherwise than:\n{code}");
    }
}
