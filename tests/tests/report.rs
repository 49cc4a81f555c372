//! The registry, the features and the report of a binary that links both fixtures.

use std::collections::BTreeSet;

use featherfall::{FeatureError, FeatureSet, Kind, capabilities, report, require_feature};

/// Every annotation in the sources that both fixtures compile.
fn annotations() -> usize {
    let sources = concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/on");
    std::fs::read_dir(sources)
        .unwrap()
        .map(|entry| std::fs::read_to_string(entry.unwrap().path()).unwrap())
        .map(|text| {
            text.lines()
                .map(str::trim_start)
                .filter(|line| {
                    line.starts_with("#[requires_feature(")
                        || line.starts_with("#[quant_support(")
                        || line.starts_with("#[::featherfall::requires_feature(")
                        || line.starts_with("#[::featherfall::quant_support(")
                })
                .count()
        })
        .sum()
}

fn rows_of(package: &str) -> Vec<String> {
    capabilities()
        .iter()
        .filter(|capability| capability.package() == package)
        .map(|capability| {
            let location = capability.location();
            let file = location.file().rsplit_once("/").unwrap().1;
            format!("{} {} {file}:{}", capability.id(), capability.kind(), location.line())
        })
        .collect()
}

#[test]
fn both_builds_list_the_same_items_each_once() {
    assert_eq!((fixture_on::ON, fixture_off::ON), (true, false));
    let (on, off) = (rows_of("fixture-on"), rows_of("fixture-off"));
    assert_eq!(on.iter().collect::<BTreeSet<_>>().len(), on.len(), "each once: {on:?}");
    // One fixture each, by their own `#[cfg]`; and what stands in a body goes with the body.
    let both =
        |row: &String| !["no_mangle", "::inner ", "::upper "].iter().any(|name| row.contains(name));
    let same: Vec<String> = on
        .iter()
        .map(|row| row.replace("fixture-on", "fixture-off").replace("fixture_on", "fixture_off"))
        .filter(both)
        .collect();
    let off: Vec<String> = off.into_iter().filter(both).collect();
    let different: Vec<_> = same.iter().zip(&off).filter(|(on, off)| on != off).take(3).collect();
    assert!(same.len() == off.len() && different.is_empty(), "{different:#?}");
    assert!(on.len() >= annotations() - 4, "{} of {}", on.len(), annotations());
}

#[test]
fn the_registry_knows_what_was_built() {
    let find = |package: &str, name: &str| {
        *capabilities()
            .iter()
            .find(|found| found.package() == package && found.name() == name)
            .unwrap()
    };
    assert!(find("fixture-on", "flash_attention").built());
    let off = find("fixture-off", "flash_attention");
    assert!(!off.built());
    assert_eq!(off.predicate().to_string(), "\"flash-attn\"");
    assert!(off.location().file().ends_with("errors.rs"));
    assert_eq!(off.alternative(), Some("set `attention = \"eager\"` in the model config"));
    assert_eq!(find("fixture-off", "hqq").kind(), Kind::Quant);
}

#[test]
fn features_are_merged_and_disagreements_are_found() {
    let set = FeatureSet::current();
    assert!(set.flash_attn() && set.flash_attn_v3() && set.cuda() && set.metal());
    assert!(!set.accelerate() && !set.mkl() && set.has_flash_attn() && set.has_hw_accel());
    let find = |package: &str, name: &str| {
        set.iter().find(|found| found.package() == package && found.name() == name).unwrap()
    };
    assert!(find("fixture-on", "flash-attn").enabled());
    assert!(!find("fixture-off", "flash-attn").enabled());
    assert_eq!(
        find("fixture-on", "flash-attn").doc(),
        "Fused attention kernels. Need a recent GPU."
    );
    assert_eq!(find("fixture-on", "metal").doc(), "");
    // Optional dependencies are features, unless named with `dep:`.
    assert!(find("fixture-on", "log").enabled());
    assert!(!set.iter().any(|feature| feature.name() == "cfg-if"));
    let disagreements = set.disagreements();
    let flash = disagreements.iter().find(|found| found.name() == "flash-attn").unwrap();
    assert_eq!(
        (flash.enabled_in(), flash.disabled_in()),
        (&["fixture-on"][..], &["fixture-off"][..])
    );
    assert!(matches!(require_feature("accelerate"), Err(FeatureError::NotEnabled { .. })));
    let unknown = require_feature("flash-atn").unwrap_err();
    assert!(matches!(unknown, FeatureError::Unknown { .. }));
    assert!(unknown.to_string().contains("`flash-attn`"), "{unknown}");
    assert!(require_feature("flash-attn").is_ok());
}

#[test]
fn the_report_says_it_in_three_notations() {
    fixture_off::fallbacks::attention(&[1.0]);
    let report = report();
    let (text, markdown) = (report.to_string(), report.to_markdown());
    for name in ["fixture_on::errors::flash_attention", "fixture_off::errors::flash_attention"] {
        let rows = |text: &str| text.lines().filter(|line| line.contains(name)).count();
        assert_eq!((rows(&text), rows(&markdown)), (1, 1), "{text}");
    }
    let json: serde_json::Value = serde_json::from_str(&report.to_json()).unwrap();
    assert_eq!(json["schema"], "featherfall/report/1");
    let rows = json["capabilities"].as_array().unwrap();
    assert_eq!(rows.len(), capabilities().len());
    let attention = rows
        .iter()
        .find(|row| row["id"] == "fixture-off::fixture_off::fallbacks::attention")
        .unwrap();
    assert_eq!(attention["built"], false);
    assert_eq!(attention["degraded"][0]["used"], "softmax");
    assert_eq!(report.to_string(), text, "the same every time");
}
