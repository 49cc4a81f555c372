//! Whether the crate keeps to itself where its items stand: `feature_set!(redact)`.
//!
//! An annotation may be expanded before the `feature_set!` of its crate, so the crate's root file is
//! asked, whose path rustc was given.

use std::path::Path;
use std::sync::OnceLock;

use crate::item::without_comments_and_texts;

/// Whether records say nothing of files and modules.
pub(super) fn is_redacted() -> bool {
    static REDACTED: OnceLock<bool> = OnceLock::new();
    *REDACTED.get_or_init(|| {
        let root = std::env::args().skip(1).find(|argument| {
            let is_source =
                Path::new(argument).extension().is_some_and(|extension| extension == "rs");
            is_source && !argument.starts_with('-') && !argument.contains('=')
        });
        let text = root.and_then(|root| std::fs::read_to_string(root).ok());
        text.is_some_and(|text| asks_to_redact(&text))
    })
}

fn asks_to_redact(root: &str) -> bool {
    if !root.contains("redact") {
        return false;
    }
    // The file may name the crate's features in any encoding of comments and texts.
    let code = String::from_utf8_lossy(&without_comments_and_texts(root)).into_owned();
    code.split("feature_set!").skip(1).any(|behind| {
        let arguments = behind.trim_start().split(';').next().unwrap_or_default();
        arguments.split(|character: char| !character.is_alphanumeric()).any(|word| word == "redact")
    })
}

#[cfg(test)]
mod tests {
    use super::asks_to_redact;

    #[test]
    fn the_root_is_asked_for_the_word() {
        assert!(asks_to_redact("featherfall::feature_set!(redact);"));
        assert!(asks_to_redact("feature_set! {\n crate = ::x, redact\n}"));
        assert!(!asks_to_redact("feature_set!(); fn redact() {}"));
        assert!(!asks_to_redact("// feature_set!(redact);\nfeature_set!(requires(\"redact\"));"));
        assert!(!asks_to_redact("fn redact() {}"));
    }
}
