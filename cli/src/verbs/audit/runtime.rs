//! What a package with annotations lacks as a whole.

use std::collections::BTreeMap;
use std::path::Path;

use super::allowed::Allowed;
use super::collector::Collector;
use super::finding::{Adopt, Finding};
use super::rules::{self, Rule};
use crate::convert::decide::{self, Reason};
use crate::find::paths::shown;
use crate::understand::runtime::lacks;
use crate::understand::whole::Whole;

/// At most one finding for each thing that the package lacks.
pub(super) fn find(whole: &Whole<'_>) -> Vec<Finding> {
    let package = whole.index.package;
    let lacks = lacks(whole, &BTreeMap::new());
    let root = lacks.feature_sets.first().filter(|it| package.is_asked(it));
    let name = &package.manifest.name;
    let mut findings = Vec::new();
    if let Some(root) = root {
        let message = format!("`{name}` has gates and no `feature_set!()`");
        let asked = decide::feature_set(&package.manifest).map(drop);
        findings.extend(finding(whole, &rules::MISSING_FEATURE_SET, root, 0, message, asked));
    }
    if let Some((path, offset)) = &lacks.dependency {
        let message =
            format!("`{name}` names `featherfall`, and Cargo.toml has no such dependency");
        let asked = decide::package(&package.manifest);
        let rule = &rules::MISSING_DEPENDENCY;
        findings.extend(finding(whole, rule, path, *offset, message, asked));
    }
    findings
}

fn finding(
    whole: &Whole<'_>,
    rule: &'static Rule,
    path: &Path,
    offset: usize,
    message: String,
    asked: Result<(), Reason>,
) -> Vec<Finding> {
    let Some(source) = whole.sources.get(path) else { return Vec::new() };
    let shown = shown(path);
    let mut found = Collector { source, shown: &shown, findings: Vec::new() };
    let adopt = match asked {
        Ok(()) => Adopt::converts(),
        Err(reason) => Adopt::leaves(&reason),
    };
    found.add_with(rule, offset, "crate", message, Some(adopt));
    Allowed::of(source).apply(&mut found);
    found.findings
}
