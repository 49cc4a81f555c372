//! The description of one annotated item.

use std::fmt;

use crate::model::debt::Debt;
use crate::model::kind::Kind;
use crate::model::predicate::Predicate;
use crate::model::quant::{Quant, QuantSupport};

/// What happens when the capability cannot be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Instead {
    Error,
    Panic,
    Fallback(&'static str),
    Otherwise(&'static str),
}

/// The level of the one message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Log {
    /// `log` is not given.
    Default,
    Off,
    At(tracing::Level),
}

/// The options that most annotations do not have.
#[derive(Debug)]
pub(crate) struct Details {
    pub(crate) kind: Kind,
    /// What reports call it, if not by its name.
    pub(crate) label: Option<&'static str>,
    /// How many arms `feature_gated!` has, if there is more than one.
    pub(crate) has_arms: bool,
    /// What it cannot do.
    pub(crate) limitation: Option<&'static str>,
    pub(crate) when: Vec<&'static str>,
    pub(crate) hint: Option<&'static str>,
    pub(crate) alternative: Option<&'static str>,
    pub(crate) log: Log,
    pub(crate) quant: Option<Quant>,
    pub(crate) debt: Debt,
}

/// Where an annotation stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Location {
    file: &'static str,
    line: u32,
}

impl Location {
    pub(crate) const fn new(file: &'static str, line: u32) -> Self {
        Self { file, line }
    }

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

/// One annotated item of this binary: a gated function, a quantization entry point, an
/// expression, a stub.
///
/// Get them from [`capabilities()`](crate::capabilities); the macros make them.
#[derive(Debug)]
pub struct Capability {
    pub(crate) module: &'static str,
    pub(crate) name: &'static str,
    pub(crate) package: &'static str,
    pub(crate) location: Location,
    pub(crate) requires: Predicate,
    pub(crate) instead: Instead,
    pub(crate) details: Details,
}

impl Capability {
    /// The capability's name: the function's, or what `name = ".."` says.
    #[must_use]
    pub fn name(&self) -> &'static str {
        self.name
    }

    /// The cargo package that holds the item.
    #[must_use]
    pub fn package(&self) -> &'static str {
        self.package
    }

    /// The path of the module that holds the item, such as `my_llm::attention`.
    #[must_use]
    pub fn module(&self) -> &'static str {
        self.module
    }

    /// Package, module path and name, joined by `::`; stable when the item moves within its file.
    #[must_use]
    pub fn id(&self) -> String {
        format!("{}::{}::{}", self.package(), self.module(), self.name())
    }

    /// Where the annotated item stands in the sources.
    #[must_use]
    pub fn location(&self) -> Location {
        self.location
    }

    /// Which annotation it comes from.
    #[must_use]
    pub fn kind(&self) -> Kind {
        self.details.kind
    }

    /// What the item requires of the build.
    #[must_use]
    pub fn predicate(&self) -> Predicate {
        self.requires
    }

    /// Whether this build has it: the predicate holds and it is implemented at all.
    #[must_use]
    pub fn built(&self) -> bool {
        match self.quant() {
            Some(quant) => quant.support() != QuantSupport::Unimplemented,
            None => self.requires.holds(),
        }
    }

    /// Which arm this build has, for a `feature_gated!` with several: the first whose predicate
    /// holds.
    #[must_use]
    pub fn arm(&self) -> Option<Predicate> {
        match self.requires {
            Predicate::Any(arms) if self.details.has_arms => {
                arms.iter().copied().find(Predicate::holds)
            }
            _ => None,
        }
    }

    /// The reasons of its `when(cond, "reason")` conditions, in source order.
    #[must_use]
    pub fn conditions(&self) -> &[&'static str] {
        &self.details.when
    }

    /// What runs in its place: the path of `fallback` or the tokens of `otherwise`. `None` where
    /// an error is returned.
    #[must_use]
    pub fn instead(&self) -> Option<&'static str> {
        match self.instead {
            Instead::Fallback(path) | Instead::Otherwise(path) => Some(path),
            Instead::Error | Instead::Panic => None,
        }
    }

    /// What the item cannot do, for items annotated with `#[limitation]`.
    #[must_use]
    pub fn limitation(&self) -> Option<&'static str> {
        self.details.limitation
    }

    /// What to do without rebuilding, from `alternative = ".."`, or the `workaround` of a limitation.
    #[must_use]
    pub fn alternative(&self) -> Option<&'static str> {
        self.details.alternative
    }

    /// The quantization facts, for items annotated with `#[quant_support]`.
    #[must_use]
    pub fn quant(&self) -> Option<&Quant> {
        self.details.quant.as_ref()
    }

    /// Priority, tracking link and note.
    #[must_use]
    pub fn debt(&self) -> Debt {
        self.details.debt
    }

    /// The name in reports.
    pub(crate) fn shown_name(&self) -> &'static str {
        self.details.label.unwrap_or(self.name)
    }

    /// Orders capabilities as reports do.
    pub(crate) fn place(&self) -> impl Ord + use<> {
        (self.package(), self.module(), self.name(), self.location())
    }
}

/// The same annotated item: each is read once, into a place of its own.
impl PartialEq for Capability {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self, other)
    }
}

impl Eq for Capability {}
