//! `feature_gated!` with its arms.

use crate::convert::decide::{Arm, Choice, Form};
use crate::read::source::Source;
use crate::write::edit;

/// The macro, for a line that begins with `indent`.
pub(super) fn text(source: &Source, choice: &Choice<'_>, indent: &str) -> String {
    let newline = source.newline();
    let mut text = String::from("featherfall::feature_gated! {");
    if !choice.options.is_empty() {
        text.push_str(&format!("{newline}{indent}    ({})", choice.options.join(", ")));
    }
    for it in &choice.arms {
        text.push_str(&format!(
            "{newline}{indent}    {}",
            arm(source, it, &format!("{indent}    "))
        ));
    }
    text.push_str(&format!("{newline}{indent}}}"));
    text
}

/// An arm, for a line that begins with `indent`.
fn arm(source: &Source, arm: &Arm<'_>, indent: &str) -> String {
    let newline = source.newline();
    let mut text = String::new();
    for comment in &arm.comments {
        text.push_str(&format!("{comment}{newline}{indent}"));
    }
    match arm.cfg {
        Some(cfg) => text.push_str(&format!("{cfg} => ")),
        None => text.push_str("_ => "),
    }
    match arm.form {
        Form::Braced => text.push_str(&code(source, arm, indent)),
        Form::Expression => text.push_str(&format!("{},", code(source, arm, indent))),
        Form::Statement => {
            let inner = format!("{indent}    ");
            let code = code(source, arm, &inner);
            text.push_str(&format!("{{{newline}{inner}{code}{newline}{indent}}}"));
        }
    }
    text
}

/// The code of an arm with its new names, at its new depth.
fn code(source: &Source, arm: &Arm<'_>, indent: &str) -> String {
    let from = source.indent(arm.from);
    let range = arm.code.clone();
    if arm.renamed.is_empty() {
        return edit::moved(source, range, from, indent);
    }
    // Renamed first, then moved: both are edits of the same text.
    match edit::applied(source, range.clone(), &arm.renamed) {
        Some(renamed) => {
            let renamed = Source::new(source.path.clone(), renamed);
            edit::moved(&renamed, 0..renamed.text.len(), from, indent)
        }
        None => edit::moved(source, range, from, indent),
    }
}
