//! `feature_set!()` at a crate's root.

use crate::read::source::Source;
use crate::write::edit::{self, Edit};

/// The text with the call in front of the first item and what belongs to it, behind the crate's own
/// attributes and documentation; `None` if there is no such place.
pub(crate) fn with_feature_set(source: &Source, call: &str) -> Option<String> {
    let file = source.parse().ok()?;
    let newline = source.newline();
    let first = source.range_of(file.items.first()?).start;
    let head = file.attrs.iter().map(|it| source.range_of(it).end).max();
    let gap = source.slice(head.unwrap_or(0)..first);
    // Comments above the item are about the item, a licence above a blank line is not.
    let blank = format!("{newline}{newline}");
    let behind = gap.rfind(&blank).map(|at| first - gap.len() + at + blank.len());
    let is_code =
        |at: &usize| !source.comments().iter().any(|it| it.range.start < *at && *at < it.range.end);
    let at = behind.filter(is_code).unwrap_or(first);
    let above = source.slice(0..at).trim_start_matches('\u{feff}');
    let before = if above.is_empty() || above.ends_with(&blank) { "" } else { newline };
    let text = format!("{before}{call}{newline}{newline}");
    edit::apply(&source.text, &[Edit::replace(at..at, text)])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_stands_in_front_of_the_items() {
        for (before, after) in [
            ("fn f() {}\n", "+\n\nfn f() {}\n"),
            ("\u{feff}fn f() {}\n", "\u{feff}+\n\nfn f() {}\n"),
            ("#!/usr/bin/x\nfn f() {}\n", "#!/usr/bin/x\n\n+\n\nfn f() {}\n"),
            ("//! d\n\nuse a::b;\n", "//! d\n\n+\n\nuse a::b;\n"),
            (
                "//! d\n#![no_std] // why\nuse a::b;\n",
                "//! d\n#![no_std] // why\n\n+\n\nuse a::b;\n",
            ),
            ("//! d\r\n\r\n/// e\r\nfn f() {}\r\n", "//! d\r\n\r\n+\r\n\r\n/// e\r\nfn f() {}\r\n"),
            ("// law\n\n// g\n#[x]\nfn f() {}\n", "// law\n\n+\n\n// g\n#[x]\nfn f() {}\n"),
            ("// law\nfn f() {}\n", "// law\n\n+\n\nfn f() {}\n"),
            ("/* a\n\nb */\nfn f() {}\n", "/* a\n\nb */\n\n+\n\nfn f() {}\n"),
        ] {
            let source = Source::new("x.rs".into(), before.to_owned());
            let call = "featherfall::feature_set!();";
            let expected = after.replace('+', call);
            assert_eq!(with_feature_set(&source, call), Some(expected), "{before:?}");
        }
    }
}
