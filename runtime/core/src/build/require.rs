//! `require_feature`

use std::fmt;

use crate::build::feature_set::FeatureSet;
use crate::model::feature::Feature;
use crate::registry::section::WHY_EMPTY;
use crate::text::nearest::nearest_first;

/// Why [`require_feature`] failed.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum FeatureError {
    /// The feature exists but is off.
    NotEnabled {
        /// The feature.
        name: String,
        /// How to rebuild; empty where no way is known.
        hint: String,
    },
    /// No package of this binary declares such a feature.
    Unknown {
        /// The name that was asked for.
        name: String,
        /// The features that are known, nearest first.
        known: Vec<&'static str>,
    },
}

impl fmt::Display for FeatureError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotEnabled { name, hint } => {
                write!(f, "feature `{name}` is not enabled")?;
                if hint.is_empty() { Ok(()) } else { write!(f, ". {hint}.") }
            }
            Self::Unknown { name, known } => {
                write!(f, "unknown feature `{name}`{}", known_features(known))
            }
        }
    }
}

impl std::error::Error for FeatureError {}

fn known_features(known: &[&str]) -> String {
    if known.is_empty() {
        return format!("; no feature is recorded, {WHY_EMPTY}");
    }
    format!("; known features, nearest first: `{}`", known.join("`, `"))
}

/// Fails unless the feature is on in at least one package of this binary.
pub fn require_feature(name: &str) -> Result<(), FeatureError> {
    let set = FeatureSet::current();
    if set.is_enabled(name) {
        Ok(())
    } else if set.is_known(name) {
        let hint = set.compilation_hints(&[name]);
        Err(FeatureError::NotEnabled { name: name.to_owned(), hint })
    } else {
        let known = nearest_first(name, set.iter().map(Feature::name));
        Err(FeatureError::Unknown { name: name.to_owned(), known })
    }
}

#[cfg(test)]
mod tests {
    use super::FeatureError;

    #[test]
    fn the_hint_is_a_sentence_or_not_there() {
        let text = |hint: &str| {
            FeatureError::NotEnabled { name: String::from("cuda"), hint: hint.to_owned() }
                .to_string()
        };
        assert_eq!(text(""), "feature `cuda` is not enabled");
        assert_eq!(
            text("Rebuild with `--features cuda`"),
            "feature `cuda` is not enabled. Rebuild with `--features cuda`."
        );
    }
}
