//! Writes the attribute that takes the place of `#[cfg(..)]`.

use crate::understand::cfg::Cfg;

/// Lines longer than this are broken.
const WIDTH: usize = 100;

/// An attribute with its options.
pub(crate) struct Attribute<'a> {
    /// `requires_feature`, `feature_stub`
    pub(crate) name: &'a str,
    /// What the build must have.
    pub(crate) predicate: &'a Cfg,
    /// `key = value` and words.
    pub(crate) options: Vec<String>,
    /// What stands beside the options.
    pub(crate) comments: Vec<String>,
}

impl Attribute<'_> {
    /// The text, for a line that begins with `indent`.
    pub(crate) fn text(&self, indent: &str, newline: &str) -> String {
        let Self { name, predicate, options, comments } = self;
        let mut parts = vec![predicate.to_string()];
        parts.extend(options.iter().cloned());
        let line = format!("#[featherfall::{name}({})]", parts.join(", "));
        let is_short = indent.len() + line.chars().count() <= WIDTH && !line.contains('\n');
        if is_short && comments.is_empty() {
            return line;
        }
        let inner = format!("{newline}{indent}    ");
        if !comments.is_empty() {
            let mut lines = vec![format!("{predicate},")];
            lines.extend(comments.iter().cloned());
            lines.extend(options.iter().map(|it| format!("{it},")));
            let lines = lines.join(&inner);
            return format!("#[featherfall::{name}({inner}{lines}{newline}{indent})]");
        }
        format!(
            "#[featherfall::{name}({inner}{}{newline}{indent})]",
            parts.join(&format!(",{inner}"))
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::syntax::literal;

    #[test]
    fn long_attributes_are_broken() {
        let predicate = Cfg::Feature(String::from("flash-attn"));
        let mut attribute = Attribute {
            name: "requires_feature",
            predicate: &predicate,
            options: vec![],
            comments: vec![],
        };
        assert_eq!(attribute.text("", "\n"), "#[featherfall::requires_feature(\"flash-attn\")]");
        attribute.options = vec![format!("note = {}", literal(&"x".repeat(80)))];
        assert_eq!(attribute.text("  ", "\r\n").matches("\r\n").count(), 3);
        attribute.options = vec![String::from("panics")];
        attribute.comments = vec![String::from("// Not here.")];
        assert_eq!(
            attribute.text("  ", "\n"),
            "#[featherfall::requires_feature(\n      \"flash-attn\",\n      // Not here.\n      panics,\n  )]"
        );
    }
}
