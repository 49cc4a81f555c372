//! A place where a build chooses between two pieces of code.

use std::ops::Range;

use syn::{Arm, Attribute, Stmt};

use crate::read::source::Source;
use crate::understand::cfg::Cfg;
use crate::understand::function::{Enclosing, Function};

/// What an item or an expression is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Part {
    /// All that a file holds.
    File,
    /// A variant of an enum.
    Variant,
    /// A field of a type.
    Field,
    /// A parameter of a function, or of generics.
    Parameter,
    /// An element, an argument, a field of a value.
    Element,
}

impl Part {
    const fn name(self) -> &'static str {
        match self {
            Part::File => "file",
            Part::Variant => "variant",
            Part::Field => "field",
            Part::Parameter => "parameter",
            Part::Element => "part of an expression",
        }
    }
}

/// What kind of code the build chooses.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Shape {
    /// Functions or methods of the same name.
    Function,
    /// Statements that make up the whole body of a function.
    Body,
    /// Neighbouring statements or blocks inside a body.
    Statement,
    /// Neighbouring `let`s of the same name.
    Let,
    /// Arms of a `match`.
    Arm,
    /// Modules, imports, types, constants, macros, impl blocks, fields.
    Definition,
    /// Something that an item or an expression is made of, or a whole file.
    Part(Part),
    /// A `#[cfg]` inside of a macro invocation or definition.
    Macro,
}

impl Shape {
    /// For people.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Shape::Function => "function",
            Shape::Body => "whole body",
            Shape::Statement => "statement",
            Shape::Let => "`let`",
            Shape::Arm => "match arm",
            Shape::Definition => "definition",
            Shape::Part(it) => it.name(),
            Shape::Macro => "macro",
        }
    }
}

/// The syntax of one side.
#[derive(Clone, Copy)]
pub(crate) enum Node<'a> {
    /// A function with a body.
    Function(Function<'a>),
    /// A statement.
    Statement(&'a Stmt),
    /// An arm of a match.
    Arm(&'a Arm),
    /// Something that is not taken apart.
    Opaque,
}

/// One side of a choice.
#[derive(Clone)]
pub(crate) struct Branch<'a> {
    /// When it is compiled.
    pub(crate) cfg: Cfg,
    /// The `#[cfg]` attributes; more than one if several stand on it.
    pub(crate) cfg_attributes: Vec<&'a Attribute>,
    /// The bytes of it, attributes included.
    pub(crate) range: Range<usize>,
    /// The code.
    pub(crate) node: Node<'a>,
}

/// A place where the build chooses.
#[derive(Clone)]
pub(crate) struct Site<'a> {
    /// What it chooses.
    pub(crate) shape: Shape,
    /// The sides in the order of the file; a lone fallback has one.
    pub(crate) branches: Vec<Branch<'a>>,
    /// Module path inside the file, impl and name, such as `ops::Conv::forward`.
    pub(crate) item: String,
    /// The inline modules around it.
    pub(crate) module: Vec<String>,
    /// The function around it, if it stands in one.
    pub(crate) enclosing: Option<Enclosing<'a>>,
    /// Whether it is compiled for tests only.
    pub(crate) in_test: bool,
    /// All other predicates that must hold for it to be compiled.
    pub(crate) context: Vec<Cfg>,
}

impl<'a> Site<'a> {
    /// The bytes from the first to the last side.
    pub(crate) fn range(&self) -> Range<usize> {
        let start = self.branches.iter().map(|it| it.range.start).min().unwrap_or(0);
        let end = self.branches.iter().map(|it| it.range.end).max().unwrap_or(0);
        start..end
    }

    /// Where people look for it: at the predicate of the side that stands in for the others.
    pub(crate) fn offset(&self, source: &Source) -> usize {
        let Some(branch) = self.off().or_else(|| self.branches.first()) else { return 0 };
        let attribute = branch.cfg_attributes.first();
        attribute.map_or(branch.range.start, |it| source.range_of(*it).start)
    }

    /// The side that a build without anything compiles.
    pub(crate) fn off(&self) -> Option<&Branch<'a>> {
        let mut off = self.branches.iter().filter(|it| it.cfg.holds_without_anything());
        match (off.next(), off.next()) {
            (Some(branch), None) => Some(branch),
            _ => None,
        }
    }

    /// The other sides, in the order of the file.
    pub(crate) fn on(&self) -> impl Iterator<Item = &Branch<'a>> {
        self.branches.iter().filter(|it| !it.cfg.holds_without_anything())
    }
}
