//! Computes the rebuild hint from what this binary was built with.

use crate::build::feature_set as features;
use crate::model::predicate::Rebuild;

/// One sentence that says how to rebuild `package`, or `None` when there is no way.
///
/// With feature `hardware` only what this machine can run is suggested.
pub(crate) fn rebuild(package: &str, ways: &[Rebuild]) -> Option<String> {
    #[cfg(feature = "hardware")]
    let ways = &match crate::hardware::possible(package, ways) {
        Ok(ways) => ways,
        Err(lack) => return Some(impossible(&lack)),
    };
    let mut sentences: Vec<String> = Vec::new();
    for way in ways {
        let mut list: Vec<&str> = features::worth_keeping(package)
            .into_iter()
            .filter(|name| !way.enable.contains(name) && !way.disable.contains(name))
            .collect();
        list.extend(&way.enable);
        let mut parts = Vec::new();
        if !way.enable.is_empty() {
            let with = if sentences.is_empty() { "with " } else { "" };
            parts.push(format!("{with}`--features {}`", list.join(",")));
        }
        if !way.disable.is_empty() {
            let plural = if way.disable.len() > 1 { "features" } else { "feature" };
            parts.push(format!("without {plural} `{}`", way.disable.join("`, `")));
        }
        if !parts.is_empty() {
            sentences.push(parts.join(" and "));
        }
    }
    if sentences.is_empty() {
        return None;
    }
    Some(format!("Rebuild {}", sentences.join(" or ")))
}

/// What to say where a rebuild would not help.
#[cfg(feature = "hardware")]
pub(crate) fn impossible(lack: &impl std::fmt::Display) -> String {
    format!("No rebuild helps on this machine: {lack}")
}
