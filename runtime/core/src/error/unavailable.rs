//! The error of a gate: which capability, and why.

use std::error::Error;
use std::hash::{Hash, Hasher};
use std::{fmt, io};

use crate::build::here::lack_of;
use crate::model::capability::Capability;
use crate::model::predicate::Predicate;
use crate::model::reason::Reason;
use crate::registry::annotation::Annotation;
use crate::registry::index::{capability_of, described};

/// A capability that cannot be used, why, and what to do about it.
///
/// 16 bytes, no allocation until it is displayed. Its text is one line: what is unavailable, why,
/// the rebuild hint, the alternative.
///
/// A gated function that returns a `Result` reaches its own error type through, in this order,
/// `error = f`, `From<Unavailable>`, `From<std::io::Error>`. [`Unavailable::find_in`] gets it back.
#[derive(Clone, Copy)]
pub struct Unavailable {
    record: &'static Annotation,
    reason: Reason,
    /// The number of the word of the policy that denies it; 0 where none does.
    word: u16,
    /// Which conditions failed, or which argument is meant: bits that index the capability's lists.
    which: u32,
}

impl Unavailable {
    pub(crate) const fn new(record: &'static Annotation, reason: Reason, which: u32) -> Self {
        Self { record, reason, word: 0, which }
    }

    pub(crate) const fn denied_by(self, word: u16) -> Self {
        Self { word, ..self }
    }

    pub(crate) const fn word(&self) -> u16 {
        self.word
    }

    /// What the record says, without reading those of others.
    pub(crate) fn described(&self) -> &'static Capability {
        described(self.record)
    }

    pub(crate) const fn record(&self) -> &'static Annotation {
        self.record
    }

    /// What cannot be used.
    #[must_use]
    pub fn capability(&self) -> &'static Capability {
        capability_of(self.record)
    }

    /// Why.
    #[must_use]
    pub const fn reason(&self) -> Reason {
        self.reason
    }

    /// How to get a build in which it works, such as ``Rebuild with `--features cuda,flash-attn` ``;
    /// `None` where a rebuild would not help. With feature `hardware`, what this machine lacks where
    /// that is why.
    #[must_use]
    pub fn hint(&self) -> Option<String> {
        match self.reason {
            Reason::ConditionNotMet => {
                let lack = lack_of(self.described())?;
                Some(format!("On this machine {lack}"))
            }
            Reason::NotCompiled => self.described().hint_for(&self.lacking()),
            Reason::Strict | Reason::ExplicitlyRequired => self.described().hint(),
            _ => None,
        }
    }

    /// The predicate that the build does not satisfy.
    pub(crate) fn lacking(&self) -> Predicate {
        let requires = self.described().requires;
        // A test may force it for want of what it has.
        if requires.holds() { requires.in_a_build_without() } else { requires }
    }

    pub(crate) const fn which(&self) -> u32 {
        self.which
    }

    pub(crate) fn chosen<'a, T>(&self, of: &'a [T]) -> impl Iterator<Item = &'a T> {
        let which = self.which;
        of.iter()
            .enumerate()
            .filter(move |(i, _)| *i < 32 && which >> i & 1 == 1)
            .map(|(_, item)| item)
    }
}

/// The message: what `unwrap` and `fn main() -> Result<..>` print.
impl fmt::Debug for Unavailable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl Error for Unavailable {}

/// Of kind [`Unsupported`](io::ErrorKind::Unsupported), with the `Unavailable` inside.
impl From<Unavailable> for io::Error {
    fn from(unavailable: Unavailable) -> Self {
        io::Error::new(io::ErrorKind::Unsupported, unavailable)
    }
}

/// The message.
impl From<Unavailable> for String {
    fn from(unavailable: Unavailable) -> Self {
        unavailable.to_string()
    }
}

/// The same capability, for the same reason.
impl PartialEq for Unavailable {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self.record, other.record)
            && (self.reason, self.which) == (other.reason, other.which)
    }
}

impl Eq for Unavailable {}

impl Hash for Unavailable {
    fn hash<H: Hasher>(&self, state: &mut H) {
        std::ptr::hash(self.record, state);
        (self.reason, self.which).hash(state);
    }
}
