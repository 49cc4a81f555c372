//! Writes the attribute that takes the place of `#[cfg(..)]`.

use crate::understand::cfg::Cfg;

/// Lines longer than this are broken.
pub(super) const WIDTH: usize = 100;

/// An attribute with its options.
pub(crate) struct Attribute<'a> {
    /// `requires_feature`, `feature_stub`
    pub(crate) name: &'a str,
    /// What the build must have.
    pub(crate) predicate: &'a Cfg,
    /// `key = value` and words.
    pub(crate) options: Vec<String>,
}

impl Attribute<'_> {
    /// The text, for a line that begins with `indent`.
    pub(crate) fn text(&self, indent: &str, newline: &str) -> String {
        let Self { name, predicate, options } = self;
        let mut parts = vec![predicate.to_string()];
        parts.extend(options.iter().cloned());
        let line = format!("#[featherfall::{name}({})]", parts.join(", "));
        if indent.len() + line.chars().count() <= WIDTH && !line.contains('\n') {
            return line;
        }
        let inner = format!("{newline}{indent}    ");
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
        let mut attribute =
            Attribute { name: "requires_feature", predicate: &predicate, options: vec![] };
        assert_eq!(attribute.text("", "\n"), "#[featherfall::requires_feature(\"flash-attn\")]");
        attribute.options = vec![format!("note = {}", literal(&"x".repeat(80)))];
        assert_eq!(attribute.text("  ", "\r\n").matches("\r\n").count(), 3);
    }
}
