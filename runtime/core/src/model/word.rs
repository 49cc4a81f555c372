//! Words of closed sets.

use std::fmt;

use crate::text::nearest::nearest_first;

/// `Display`, `FromStr` and, with feature `serde`, `Serialize` of a type that is one of a few words.
/// It has them in `ALL`; the method says how one is written.
macro_rules! closed_set {
    ($type:ident, $what:literal, $written:ident) => {
        impl ::std::fmt::Display for $type {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.pad(self.$written())
            }
        }

        impl ::std::str::FromStr for $type {
            type Err = $crate::model::word::UnknownWord;

            fn from_str(word: &str) -> Result<Self, Self::Err> {
                $crate::model::word::of($what, word, &Self::ALL[..], Self::$written)
            }
        }

        #[cfg(feature = "serde")]
        impl ::serde::Serialize for $type {
            fn serialize<S: ::serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.$written())
            }
        }
    };
}
pub(crate) use closed_set;

/// A word that is none of its set.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct UnknownWord {
    what: &'static str,
    word: String,
    known: Vec<&'static str>,
}

impl UnknownWord {
    /// The word.
    #[must_use]
    pub fn word(&self) -> &str {
        &self.word
    }

    /// The words of the set, nearest first.
    #[must_use]
    pub fn expected(&self) -> Vec<&'static str> {
        nearest_first(&self.word, self.known.iter().copied())
    }
}

impl fmt::Display for UnknownWord {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let expected = self.expected().join("`, `");
        write!(f, "unknown {} `{}`; expected `{expected}`", self.what, self.word)
    }
}

impl std::error::Error for UnknownWord {}

/// The one of `all` that is written `word`.
pub(crate) fn of<T: Copy>(
    what: &'static str,
    word: &str,
    all: &[T],
    written: impl Fn(T) -> &'static str,
) -> Result<T, UnknownWord> {
    let found = all.iter().copied().find(|one| written(*one) == word);
    found.ok_or_else(|| UnknownWord {
        what,
        word: word.to_owned(),
        known: all.iter().map(|one| written(*one)).collect(),
    })
}

#[cfg(test)]
mod tests {
    use crate::model::kind::CapabilityKind;
    use crate::model::quant::{ArgumentPolicy, QuantSupport};
    use crate::model::reason::Reason;

    #[test]
    fn what_is_displayed_is_read_again() {
        for reason in Reason::ALL {
            assert_eq!(reason.to_string().parse(), Ok(*reason));
        }
        for kind in CapabilityKind::ALL {
            assert_eq!(kind.to_string().parse(), Ok(kind));
        }
        for level in QuantSupport::ALL {
            assert_eq!(level.to_string().parse(), Ok(level));
        }
        for policy in ArgumentPolicy::ALL {
            assert_eq!(policy.to_string().parse(), Ok(policy));
        }
        let error = "quan".parse::<CapabilityKind>().unwrap_err().to_string();
        assert!(error.starts_with("unknown kind `quan`; expected `quant`, `gate`"), "{error}");
    }
}
