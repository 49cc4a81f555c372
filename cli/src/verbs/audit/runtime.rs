//! What a package with annotations lacks as a whole.

use std::collections::BTreeMap;

use super::alone::alone;
use super::finding::{Adopt, Finding};
use super::rules;
use crate::convert::decide::{self, Reason};
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
        let adopt = adopt(decide::feature_set(&package.manifest).map(drop));
        let rule = &rules::MISSING_FEATURE_SET;
        findings.extend(alone(whole, root, rule, 0, "crate", message, Some(adopt)));
    }
    if let Some((path, offset)) = &lacks.dependency {
        let message =
            format!("`{name}` names `featherfall`, and Cargo.toml has no such dependency");
        let adopt = adopt(decide::package(&package.manifest));
        let rule = &rules::MISSING_DEPENDENCY;
        findings.extend(alone(whole, path, rule, *offset, "crate", message, Some(adopt)));
    }
    findings
}

fn adopt(asked: Result<(), Reason>) -> Adopt {
    asked.map_or_else(|reason| Adopt::leaves(&reason), |()| Adopt::converts())
}
