//! The description of one annotated item.

use std::fmt;
use std::panic::Location;

use crate::predicate::Predicate;
use crate::quant::Quant;

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
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Debt {
    /// `priority = ..`
    pub priority: Option<Priority>,
    /// `tracking = ".."`: the URL of the issue where the work is planned.
    pub tracking: Option<&'static str>,
    /// `note = ".."`
    pub note: Option<&'static str>,
}

impl Debt {
    /// No metadata.
    #[doc(hidden)]
    pub const NONE: Debt = Debt { priority: None, tracking: None, note: None };

    #[doc(hidden)]
    #[must_use]
    pub const fn new(
        priority: Option<Priority>,
        tracking: Option<&'static str>,
        note: Option<&'static str>,
    ) -> Self {
        Self { priority, tracking, note }
    }
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

/// The level of the one message about it, from `log = ..`.
#[doc(hidden)]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Log {
    Default,
    Off,
    At(tracing::Level),
}

/// One annotated item of this binary: a gated function or a quantization entry point.
///
/// Get them from [`capabilities()`](crate::capabilities); the macros build them.
#[derive(Debug)]
pub struct Capability {
    #[doc(hidden)]
    pub name: &'static str,
    #[doc(hidden)]
    pub package: &'static str,
    #[doc(hidden)]
    pub module: &'static str,
    #[doc(hidden)]
    pub location: &'static Location<'static>,
    #[doc(hidden)]
    pub requires: Predicate,
    #[doc(hidden)]
    pub when: &'static [&'static str],
    #[doc(hidden)]
    pub instead: Instead,
    #[doc(hidden)]
    pub hint: Option<&'static str>,
    #[doc(hidden)]
    pub alternative: Option<&'static str>,
    #[doc(hidden)]
    pub log: Log,
    #[doc(hidden)]
    pub quant: Option<&'static Quant>,
    #[doc(hidden)]
    pub debt: &'static Debt,
}

impl Capability {
    /// The values that an annotation without options has.
    #[doc(hidden)]
    #[must_use]
    #[track_caller]
    pub const fn of(package: &'static str, module: &'static str) -> Self {
        Self {
            name: "",
            package,
            module,
            location: Location::caller(),
            requires: Predicate::ALWAYS,
            when: &[],
            instead: Instead::Error,
            hint: None,
            alternative: None,
            log: Log::Default,
            quant: None,
            debt: &Debt::NONE,
        }
    }

    /// The site that a test forces calls to, see `testing`.
    #[doc(hidden)]
    #[inline(always)]
    #[must_use]
    pub const fn forced(&'static self) -> Option<&'static crate::site::Site> {
        None
    }

    /// The site that counts a call which may not go on: conditions are unmet, or a test forces it.
    #[doc(hidden)]
    #[inline]
    #[must_use]
    pub fn unmet(
        &'static self,
        conditions: &'static crate::site::Site,
        which: u32,
    ) -> Option<&'static crate::site::Site> {
        if which == 0 { self.forced() } else { Some(conditions) }
    }

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

    /// Where the attribute stands in the sources.
    #[must_use]
    pub const fn location(&self) -> &'static Location<'static> {
        self.location
    }

    /// Which annotation it comes from.
    #[must_use]
    pub const fn kind(&self) -> Kind {
        if self.quant.is_some() { Kind::Quant } else { Kind::Kernel }
    }

    /// What the item requires of the build.
    #[must_use]
    pub const fn predicate(&self) -> Predicate {
        self.requires
    }

    /// Whether this build has it: the predicate holds and it is implemented at all.
    #[must_use]
    pub const fn built(&self) -> bool {
        match self.quant {
            Some(quant) => !matches!(quant.support, crate::QuantSupport::Unimplemented),
            None => self.requires.holds(),
        }
    }

    /// The reasons of its `when(cond, "reason")` conditions, in source order.
    #[must_use]
    pub const fn conditions(&self) -> &'static [&'static str] {
        self.when
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
        self.alternative
    }

    /// How to get a build that has it, such as ``Rebuild with `--features cuda,flash-attn` ``.
    ///
    /// `None` where no rebuild helps. Features of this package that are on already are part of
    /// the list, so that following the hint loses nothing.
    #[must_use]
    pub fn hint(&self) -> Option<String> {
        match self.hint {
            Some(hint) => Some(hint.to_owned()),
            None if self.requires.holds() => None,
            None => crate::hint::rebuild(self.package, &self.requires.rebuilds()),
        }
    }

    /// The quantization facts, for items annotated with `#[quant_support]`.
    #[must_use]
    pub const fn quant(&self) -> Option<&'static Quant> {
        self.quant
    }

    /// Priority, tracking link and note.
    #[must_use]
    pub const fn debt(&self) -> &'static Debt {
        self.debt
    }
}
