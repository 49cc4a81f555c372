//! Why a question about a quantization method has no answer.

use std::fmt;

use crate::registry::section::WHY_EMPTY;

/// Nothing is known of the method, or nothing of its level. Not the same as `Unimplemented`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct UnknownMethod {
    pub(super) name: String,
    /// Nearest first.
    pub(super) known: Vec<&'static str>,
    /// Whether only its level is not known.
    pub(super) is_annotated: bool,
}

impl UnknownMethod {
    /// The name that was asked for.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The known methods, nearest first.
    #[must_use]
    pub fn known(&self) -> &[&'static str] {
        &self.known
    }

    fn text(&self) -> String {
        let name = &self.name;
        if self.is_annotated {
            return format!("no annotation says how far quantization method `{name}` is supported");
        }
        match self.known.join("`, `").as_str() {
            "" => {
                format!("unknown quantization method `{name}`; no method is annotated, {WHY_EMPTY}")
            }
            known => format!(
                "unknown quantization method `{name}`; known methods, nearest first: `{known}`"
            ),
        }
    }
}

impl fmt::Display for UnknownMethod {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text())
    }
}

impl std::error::Error for UnknownMethod {}

/// No annotation of the quantization method names such an argument.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct UnknownArgument {
    pub(super) method: &'static str,
    pub(super) name: String,
    /// Nearest first.
    pub(super) known: Vec<&'static str>,
}

impl UnknownArgument {
    /// The method, as annotated.
    #[must_use]
    pub fn method(&self) -> &'static str {
        self.method
    }

    /// The argument that was asked for.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The arguments that annotations of the method name, nearest first.
    #[must_use]
    pub fn known(&self) -> &[&'static str] {
        &self.known
    }

    fn others(&self) -> String {
        match self.known.join("`, `").as_str() {
            "" => String::from("they name none"),
            known => format!("known arguments, nearest first: `{known}`"),
        }
    }
}

impl fmt::Display for UnknownArgument {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { method, name, .. } = self;
        let others = self.others();
        write!(
            f,
            "no annotation of quantization method `{method}` names an argument `{name}`; {others}"
        )
    }
}

impl std::error::Error for UnknownArgument {}

/// Why [`QuantMethods::supports`](crate::QuantMethods::supports) has no answer.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum QuantError {
    /// No such method is annotated.
    Method(UnknownMethod),
    /// No annotation of the method names such an argument.
    Argument(UnknownArgument),
}

impl fmt::Display for QuantError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Method(error) => error.fmt(f),
            Self::Argument(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for QuantError {}

impl From<UnknownMethod> for QuantError {
    fn from(error: UnknownMethod) -> Self {
        Self::Method(error)
    }
}

impl From<UnknownArgument> for QuantError {
    fn from(error: UnknownArgument) -> Self {
        Self::Argument(error)
    }
}
