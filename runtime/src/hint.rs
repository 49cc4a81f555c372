//! Computes the rebuild hint from what this binary was built with.

use crate::features;
use crate::predicate::Rebuild;

/// One sentence that says how to rebuild `package`, or `None` when there is no way.
pub(crate) fn rebuild(package: &str, ways: &[Rebuild]) -> Option<String> {
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
