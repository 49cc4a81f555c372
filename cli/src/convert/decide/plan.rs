//! What takes the place of code, as plain data.

use std::ops::Range;

use syn::{ItemImpl, ItemStruct};

use super::reason::Reason;
use crate::understand::cfg::Cfg;
use crate::understand::function::Function;
use crate::understand::site::Branch;
use crate::write::edit::Edit;

/// What takes the place of a site.
pub(crate) enum Plan<'a> {
    /// Several functions become one.
    Functions(Functions<'a>),
    /// A function whose body chooses gets an attribute.
    Gate(Gate<'a>),
    /// A function that stands in for another one loses its body.
    StubFunction(StubFunction<'a>),
    /// Something becomes `feature_gated!`.
    Choice {
        /// What goes.
        range: Range<usize>,
        /// What stands in front of the macro: a `let`, a pattern.
        before: String,
        /// The macro.
        choice: Choice<'a>,
        /// What stands behind it.
        after: &'static str,
    },
    /// A statement becomes `quant_refuses!`, or `quant_ignores!`.
    Refusal {
        /// Whether the argument is ignored from now on.
        is_ignored: bool,
        /// What stands behind the method.
        options: Vec<String>,
        /// What goes.
        range: Range<usize>,
        /// The argument.
        argument: String,
        /// The quantization method, as a word.
        method: String,
    },
}

/// The functions of a site: one stays.
pub(crate) struct Functions<'a> {
    /// The side that stays.
    pub(crate) kept: &'a Branch<'a>,
    /// Its function.
    pub(crate) function: Function<'a>,
    /// The other sides.
    pub(crate) gone: Vec<Range<usize>>,
    /// Documentation of the sides that go, if the one that stays has none.
    pub(crate) docs: Vec<String>,
    /// What documents the sides that go, as comments.
    pub(crate) comments: Vec<String>,
    /// Attributes of the sides that go.
    pub(crate) attributes: Vec<String>,
    /// How it chooses.
    pub(crate) body: Body<'a>,
}

/// A function whose body is nothing but a choice.
pub(crate) struct Gate<'a> {
    /// Where its line begins.
    pub(crate) at: usize,
    /// The side that stays.
    pub(crate) on: &'a Branch<'a>,
    /// The side that goes.
    pub(crate) off: Range<usize>,
    /// What stands behind the predicate.
    pub(crate) options: Vec<String>,
}

/// A function that is there where another one is not.
pub(crate) struct StubFunction<'a> {
    /// The side that it is.
    pub(crate) branch: &'a Branch<'a>,
    /// The function.
    pub(crate) function: Function<'a>,
    /// What the build must have for the real thing.
    pub(crate) predicate: Cfg,
    /// What stands behind the predicate.
    pub(crate) options: Vec<String>,
}

/// How a function chooses.
pub(crate) enum Body<'a> {
    /// `#[requires_feature(.., options)]` does it.
    Gate(Vec<String>),
    /// Its body does it.
    Choice(Choice<'a>),
}

/// A `feature_gated!`.
pub(crate) struct Choice<'a> {
    /// What stands in its parentheses.
    pub(crate) options: Vec<String>,
    /// Its arms.
    pub(crate) arms: Vec<Arm<'a>>,
}

/// An arm of a `feature_gated!`.
pub(crate) struct Arm<'a> {
    /// When it is chosen; `None` for the arm `_`.
    pub(crate) cfg: Option<&'a Cfg>,
    /// Comments that stand above it.
    pub(crate) comments: Vec<String>,
    /// Its code.
    pub(crate) code: Range<usize>,
    /// A byte of the line whose indentation the code has.
    pub(crate) from: usize,
    /// Names that change in the code.
    pub(crate) renamed: Vec<Edit>,
    /// What kind of code it is.
    pub(crate) form: Form,
}

/// What kind of code an arm has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Form {
    /// It has braces of its own, or something else that needs no comma.
    Braced,
    /// It is a statement, and gets braces.
    Statement,
    /// It is an expression, and gets a comma.
    Expression,
}

/// What becomes of a dummy module.
pub(crate) struct Stubs<'a> {
    /// What the build must have for the real thing.
    pub(crate) predicate: Cfg,
    /// The types that become stubs.
    pub(crate) types: Vec<&'a ItemStruct>,
    /// Their impl blocks.
    pub(crate) blocks: Vec<StubBlock<'a>>,
    /// Items that nobody names any more.
    pub(crate) unused: Vec<Range<usize>>,
    /// Items that nobody names where the stubs are not compiled, with the lint that says so.
    pub(crate) silenced: Vec<(Range<usize>, &'static str)>,
    /// What stays.
    pub(crate) left: Vec<Left>,
}

/// An impl block of a type that becomes a stub.
pub(crate) struct StubBlock<'a> {
    /// The block.
    pub(crate) block: &'a ItemImpl,
    /// The error that its functions without a receiver return.
    pub(crate) error: Option<String>,
    /// The methods that lose their bodies.
    pub(crate) methods: Vec<Function<'a>>,
}

/// A part of a dummy that stays.
pub(crate) struct Left {
    /// Where it begins.
    pub(crate) offset: usize,
    /// What it is called.
    pub(crate) item: String,
    /// Why it stays.
    pub(crate) reason: Reason,
}
