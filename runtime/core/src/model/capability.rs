//! The description of one annotated item.

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};

use crate::model::kind::CapabilityKind;
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
    pub(crate) kind: CapabilityKind,
    /// What reports call it, if not by its name.
    pub(crate) label: Option<&'static str>,
    /// How many arms `feature_gated!` has, if there is more than one.
    pub(crate) has_arms: bool,
    /// What it cannot do.
    pub(crate) limitation: Option<&'static str>,
    pub(crate) when: Vec<&'static str>,
    pub(crate) required_if: Vec<&'static str>,
    pub(crate) benign: bool,
    pub(crate) hint: Option<&'static str>,
    pub(crate) alternative: Option<&'static str>,
    pub(crate) tracking: Option<&'static str>,
    pub(crate) log: Log,
    pub(crate) quant: Option<Quant>,
}

/// Where an annotation stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SourceLocation {
    file: &'static str,
    line: u32,
}

#[cfg(feature = "serde")]
impl serde::Serialize for SourceLocation {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl SourceLocation {
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
impl fmt::Display for SourceLocation {
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
    /// The address of its record: which item it is.
    pub(crate) record: usize,
    /// Other than those of all others only where the whole registry is read.
    pub(crate) id: String,
    pub(crate) module: &'static str,
    pub(crate) name: &'static str,
    pub(crate) package: &'static str,
    pub(crate) version: &'static str,
    /// The trait that the impl block around it implements.
    pub(crate) implements: Option<&'static str>,
    pub(crate) location: Option<SourceLocation>,
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

    /// Package, module path, self type and name, such as `kernels::attn::<Flash>::forward`: unique in
    /// a binary, and stable when the item moves within its file.
    ///
    /// Functions around it are part of it. Where two capabilities would share an id, the trait of the
    /// impl block joins the type, `<Flash as Attention>`, or a number the end, `forward#2`.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.id
    }

    #[cfg(feature = "serde")]
    pub(crate) fn serialize_id<S: serde::Serializer>(
        &self,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.id)
    }

    /// The id, with the trait of the impl block around the item.
    pub(crate) fn id_with_trait(&self) -> String {
        let Some(implements) = self.implements else { return self.id.clone() };
        match self.id.rsplit_once(">::") {
            Some((of, name)) => format!("{of} as {implements}>::{name}"),
            None => self.id.clone(),
        }
    }

    /// What stands around it: the path of the id without its end, outermost first.
    pub(crate) fn path(&self) -> Vec<&str> {
        let mut path = Vec::new();
        let (mut start, mut depth) = (0, 0_usize);
        for (at, character) in self.id.char_indices() {
            match character {
                '<' => depth += 1,
                '>' => depth = depth.saturating_sub(1),
                ':' if depth == 0 && self.id[at..].starts_with("::") => {
                    path.push(&self.id[start..at]);
                    start = at + 2;
                }
                _ => {}
            }
        }
        path
    }

    /// Where the annotated item stands in the sources; `None` where its crate says
    /// `feature_set!(redact)`.
    #[must_use]
    pub fn location(&self) -> Option<SourceLocation> {
        self.location
    }

    /// Which annotation it comes from.
    #[must_use]
    pub fn kind(&self) -> CapabilityKind {
        self.details.kind
    }

    /// What the item requires of the build.
    #[must_use]
    pub fn predicate(&self) -> Predicate {
        self.requires
    }

    /// Whether this build has it: the predicate holds and it is implemented at all.
    #[must_use]
    pub fn is_built(&self) -> bool {
        match self.quant() {
            Some(quant) => quant.support() != Some(QuantSupport::Unimplemented),
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

    /// The reasons of its `required_if(cond, "reason")` options, in source order.
    #[must_use]
    pub fn required_if(&self) -> &[&'static str] {
        &self.details.required_if
    }

    /// Whether what runs in its place gives callers all they need (`benign`): a strict policy lets it
    /// pass.
    #[must_use]
    pub fn is_benign(&self) -> bool {
        self.details.benign
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

    /// The link of `tracking = ".."`.
    #[must_use]
    pub fn tracking(&self) -> Option<&'static str> {
        self.details.tracking
    }

    /// The version of the package that holds the item.
    #[must_use]
    pub fn package_version(&self) -> &'static str {
        self.version
    }

    /// Orders capabilities as reports do.
    pub(crate) fn place(&self) -> impl Ord + use<'_> {
        (self.package, self.module, self.name, self.location, self.version, &self.id)
    }
}

/// The same annotated item.
impl PartialEq for Capability {
    fn eq(&self, other: &Self) -> bool {
        self.record == other.record
    }
}

impl Eq for Capability {}

impl Hash for Capability {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.record.hash(state);
    }
}

/// As reports do: by package, module, name and place.
impl Ord for Capability {
    fn cmp(&self, other: &Self) -> Ordering {
        // Several on one line are in the order of what they say: that of their records is the linker's.
        let says = |it: &Self| format!("{:?}", (it.kind(), &it.instead, &it.requires, &it.details));
        self.place()
            .cmp(&other.place())
            .then_with(|| says(self).cmp(&says(other)))
            .then(self.record.cmp(&other.record))
    }
}

impl PartialOrd for Capability {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}
