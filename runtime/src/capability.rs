//! The description of one annotated item.

use std::fmt;

use crate::predicate::Predicate;
use crate::quant::Quant;
use crate::site::Calls;

/// What kind of annotation a [`Capability`] comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Kind {
    /// A function gated by `#[requires_feature]`.
    Kernel,
    /// A quantization method or one of its operations, from `#[quant_support]`.
    Quant,
}

impl Kind {
    /// The word used in reports: `kernel` or `quant`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Kind::Kernel => "kernel",
            Kind::Quant => "quant",
        }
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// How urgent it is to pay back a piece of technical debt.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs, reason = "the four usual words")]
pub enum Priority {
    Low,
    Medium,
    High,
    Critical,
}

impl fmt::Display for Priority {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Priority::Low => "Low",
            Priority::Medium => "Medium",
            Priority::High => "High",
            Priority::Critical => "Critical",
        })
    }
}

/// The debt metadata of an annotation: `priority`, `tracking`, `note`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct Debt {
    /// `priority = ..`
    pub priority: Option<Priority>,
    /// `tracking = ".."`: the URL of the issue where the work is planned.
    pub tracking: Option<&'static str>,
    /// `note = ".."`
    pub note: Option<&'static str>,
}

/// What happens when the capability cannot be used.
#[doc(hidden)]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Instead {
    Error,
    Panic,
    Fallback(&'static str),
    Otherwise(&'static str),
}

/// An option of the annotation that most items do not have.
#[doc(hidden)]
#[derive(Debug)]
pub enum Detail {
    When(&'static [&'static str]),
    Hint(&'static str),
    Alternative(&'static str),
    /// The level of the one message about it; `None` is `log = off`.
    Log(Option<tracing::Level>),
    Quant(Quant),
    Priority(Priority),
    Tracking(&'static str),
    Note(&'static str),
}

/// Where an annotation stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Location {
    file: &'static str,
    line: u32,
}

impl Location {
    /// The source file, as the compiler was given it.
    #[must_use]
    pub const fn file(&self) -> &'static str {
        self.file
    }

    /// The line, from 1.
    #[must_use]
    pub const fn line(&self) -> u32 {
        self.line
    }
}

/// `file:line`
impl fmt::Display for Location {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.file, self.line)
    }
}

/// One annotated item of this binary: a gated function or a quantization entry point.
///
/// Get them from [`capabilities()`](crate::capabilities); the macros build them.
#[derive(Debug)]
pub struct Capability {
    // Plain literals only: this is compiled once for every gate.
    #[doc(hidden)]
    pub name: &'static str,
    #[doc(hidden)]
    pub package: &'static str,
    #[doc(hidden)]
    pub module: &'static str,
    #[doc(hidden)]
    pub file: &'static str,
    #[doc(hidden)]
    pub line: u32,
    #[doc(hidden)]
    pub requires: Predicate,
    #[doc(hidden)]
    pub instead: Instead,
    #[doc(hidden)]
    pub details: &'static [Detail],
    #[doc(hidden)]
    pub calls: Calls,
}

/// The value of a detail, or `None`.
macro_rules! detail {
    ($self:ident, $variant:ident) => {{
        let details = $self.details;
        let mut i = 0;
        loop {
            if i == details.len() {
                break None;
            }
            if let Detail::$variant(value) = &details[i] {
                break Some(value);
            }
            i += 1;
        }
    }};
}

impl Capability {
    /// The capability's name: the function's, or what `name = ".."` says.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        self.name
    }

    /// The cargo package that holds the item.
    #[must_use]
    pub const fn package(&self) -> &'static str {
        self.package
    }

    /// The path of the module that holds the item, such as `my_llm::attention`.
    #[must_use]
    pub const fn module(&self) -> &'static str {
        self.module
    }

    /// Package, module path and name, joined by `::`; stable when the item moves within its file.
    #[must_use]
    pub fn id(&self) -> String {
        format!("{}::{}::{}", self.package, self.module, self.name)
    }

    /// Where the annotated item stands in the sources.
    #[must_use]
    pub const fn location(&self) -> Location {
        Location { file: self.file, line: self.line }
    }

    /// Which annotation it comes from.
    #[must_use]
    pub const fn kind(&self) -> Kind {
        if self.quant().is_some() { Kind::Quant } else { Kind::Kernel }
    }

    /// What the item requires of the build.
    #[must_use]
    pub const fn predicate(&self) -> Predicate {
        self.requires
    }

    /// Whether this build has it: the predicate holds and it is implemented at all.
    #[must_use]
    pub const fn built(&self) -> bool {
        match self.quant() {
            Some(quant) => !matches!(quant.support, crate::QuantSupport::Unimplemented),
            None => self.requires.holds(),
        }
    }

    /// The reasons of its `when(cond, "reason")` conditions, in source order.
    #[must_use]
    pub const fn conditions(&self) -> &'static [&'static str] {
        match detail!(self, When) {
            Some(reasons) => reasons,
            None => &[],
        }
    }

    /// What runs in its place: the path of `fallback` or the tokens of `otherwise`. `None` where
    /// an error is returned.
    #[must_use]
    pub const fn instead(&self) -> Option<&'static str> {
        match self.instead {
            Instead::Fallback(path) | Instead::Otherwise(path) => Some(path),
            Instead::Error | Instead::Panic => None,
        }
    }

    /// What to do without rebuilding, from `alternative = ".."`.
    #[must_use]
    pub const fn alternative(&self) -> Option<&'static str> {
        detail!(self, Alternative).copied()
    }

    /// How to get a build that has it, such as ``Rebuild with `--features cuda,flash-attn` ``.
    ///
    /// `None` where no rebuild helps. Features of this package that are on already are part of
    /// the list, so that following the hint loses nothing.
    #[must_use]
    pub fn hint(&self) -> Option<String> {
        if self.requires.holds() {
            return None;
        }
        match detail!(self, Hint) {
            Some(&hint) => Some(hint.to_owned()),
            None => crate::hint::rebuild(self.package, &self.requires.rebuilds()),
        }
    }

    /// The quantization facts, for items annotated with `#[quant_support]`.
    #[must_use]
    pub const fn quant(&self) -> Option<&'static Quant> {
        detail!(self, Quant)
    }

    /// Priority, tracking link and note.
    #[must_use]
    pub const fn debt(&self) -> Debt {
        Debt {
            priority: detail!(self, Priority).copied(),
            tracking: detail!(self, Tracking).copied(),
            note: detail!(self, Note).copied(),
        }
    }

    /// What `log = ..` says: `None` when it says nothing, `Some(None)` for `off`.
    pub(crate) const fn log(&self) -> Option<Option<tracing::Level>> {
        detail!(self, Log).copied()
    }

    /// Orders capabilities as reports do.
    pub(crate) fn place(&self) -> (&'static str, &'static str, &'static str, Location) {
        (self.package, self.module, self.name, self.location())
    }
}

/// The same static.
impl PartialEq for Capability {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self, other)
    }
}

impl Eq for Capability {}
