//! The report where the environment asks for it, and as metrics.

use featherfall::{Policy, report, report_at_end, set_policy};
use featherfall_tests::process::run_alone;
use fixture_off::fallbacks as off;

/// Runs `calls` in a process of its own that writes to `name`; what it wrote.
fn written(test: &str, name: &str, calls: impl FnOnce()) -> Option<String> {
    let folder = std::env::temp_dir().join(format!("featherfall-{test}"));
    std::fs::create_dir_all(&folder).unwrap();
    run_alone(test, &format!("report={}/{name}", folder.display()), calls);
    let written = std::fs::read_dir(&folder).unwrap().next();
    let written = written.map(|file| std::fs::read_to_string(file.unwrap().path()).unwrap());
    if std::env::var_os("FEATHERFALL_TEST_ALONE").is_none() {
        std::fs::remove_dir_all(folder).unwrap();
    }
    written
}

#[test]
fn the_first_use_writes_the_report() {
    let text = written("the_first_use_writes_the_report", "report-%p.md", || {
        off::late(1);
    });
    let text = text.unwrap();
    assert!(text.starts_with("### featherfall "), "{text}");
    assert!(text.contains("| 1 → slow |"), "{text}");
}

#[test]
fn the_guard_writes_it_again() {
    let text = written("the_guard_writes_it_again", "report.json", || {
        let _report = report_at_end();
        for _ in 0..3 {
            off::late(1);
        }
    });
    let report: serde_json::Value = serde_json::from_str(&text.unwrap()).unwrap();
    let rows = report["capabilities"].as_array().unwrap();
    let row = rows.iter().find(|row| row["id"] == "fixture-off::fallbacks::late").unwrap();
    assert_eq!(row["degraded"][0]["count"], 3);
    assert_eq!(row["degraded"][0]["reason"], "not-compiled");
}

type Parsed = Vec<(String, Vec<(String, String)>, f64)>;

/// Names, labels and values, by a parser of the format.
fn parsed(text: &str) -> Parsed {
    use nom_openmetrics::parser;
    let page = format!("{text}# EOF\n");
    let (_, families) = parser::openmetrics(&page).unwrap();
    let prometheus = parser::prometheus(text).unwrap().1;
    assert_eq!(families, prometheus);
    let samples = families.iter().flat_map(|family| &family.samples).map(|sample| {
        let unescaped = |value: &str| value.replace("\\\"", "\"").replace("\\\\", "\\");
        let labels = sample.labels().iter();
        let mut labels: Vec<_> =
            labels.map(|label| (label.name.to_string(), unescaped(&label.value))).collect();
        labels.sort();
        (sample.name().to_string(), labels, sample.number())
    });
    samples.collect()
}

#[test]
fn metrics_say_what_the_rows_say() {
    run_alone("metrics_say_what_the_rows_say", "", || {
        for _ in 0..7 {
            off::late(1);
        }
        set_policy(Policy::new().with_strict());
        off::strict_result(1).unwrap_err();
        let report = report();
        let text = report.to_openmetrics();
        let parsed = parsed(&text);
        assert_eq!(parsed.len(), report.samples().count(), "{text}");
        for sample in report.samples() {
            let mut labels: Vec<(String, String)> =
                sample.labels().map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
            labels.sort();
            let value = sample.value() as f64;
            let expected = (sample.name().to_owned(), labels, value);
            assert_eq!(
                parsed.iter().filter(|it| **it == expected).count(),
                1,
                "{expected:?}\n{text}"
            );
        }
        let calls = |capability: &str| -> Vec<u64> {
            let is_it = |sample: &featherfall::MetricSample| {
                sample.is_counter()
                    && sample.labels().any(|label| label == ("capability", capability))
            };
            report.samples().filter(is_it).map(|sample| sample.value()).collect()
        };
        assert_eq!(calls("fixture-off::fallbacks::late"), [7]);
        assert_eq!(calls("fixture-off::fallbacks::strict_result"), [1]);
        let row = report.rows().find(|row| row.label() == "strict_result").unwrap();
        assert_eq!(row.degraded()[0].reason(), featherfall::Reason::Strict);
    });
}

#[test]
fn promtool_accepts_the_metrics() {
    use std::io::Write as _;
    let promtool = std::process::Command::new("promtool")
        .args(["check", "metrics"])
        .stdin(std::process::Stdio::piped())
        .stdout(std::process::Stdio::piped())
        .stderr(std::process::Stdio::piped())
        .spawn();
    let Ok(mut promtool) = promtool else {
        eprintln!("skipped: `promtool` is not installed (Debian's package `prometheus`)");
        return;
    };
    off::late(1);
    let text = report().to_openmetrics();
    promtool.stdin.take().unwrap().write_all(text.as_bytes()).unwrap();
    let output = promtool.wait_with_output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success() && said.is_empty(), "{said}\n{text}");
}

#[test]
fn a_long_hint_stands_below_its_row() {
    let text = format!("{:130}", report());
    let lines: Vec<&str> = text.lines().collect();
    let row = lines
        .iter()
        .position(|line| line.starts_with("fallbacks::late"))
        .or_else(|| lines.iter().position(|line| line.split_whitespace().next() == Some("late")));
    let below = lines[row.unwrap() + 1];
    let hint = "rebuild with feature `flash-attn` of `fixture-off` (by flag if you build it, else in the Cargo.toml that depends on it)";
    assert_eq!(below.trim(), hint, "{text}");
    // Without a terminal there is nothing to fit into.
    assert!(report().to_string().lines().any(|line| {
        line.split_whitespace().next() == Some("late") && line.contains("rebuild with")
    }));
}

mod clash {
    use featherfall::quant_support;

    #[quant_support(Stable, method = "gguf_clash", aliases("q4_clash"))]
    pub fn gguf() -> std::io::Result<()> {
        Ok(())
    }

    #[quant_support(Experimental, method = "q4_clash")]
    pub fn q4() -> std::io::Result<()> {
        Ok(())
    }
}

#[test]
fn an_alias_that_is_another_method_is_said() {
    use featherfall::{QuantSupport, quantization_support};
    clash::gguf().and(clash::q4()).unwrap();
    assert_eq!(quantization_support("gguf_clash"), Ok(QuantSupport::Stable));
    assert_eq!(quantization_support("q4_clash"), Ok(QuantSupport::Experimental));
    let text = report().to_string();
    let clash = "`q4_clash` is an alias of quantization method `gguf_clash`, but means `q4_clash`";
    assert!(text.contains(clash), "{text}");
}
