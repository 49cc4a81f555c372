//! A name as plain data.

use std::ops::Range;

/// What a name is where it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Role {
    /// It is a path or begins one: a variable, a function, a type, a module.
    Start,
    /// It goes on with a path: `b` of `a::b`.
    Segment,
    /// A field or a method behind a dot.
    Member,
    /// The field of `S { x: 1 }`.
    Field,
    /// A field and a variable at once: `x` of `S { x }`.
    Shorthand,
    /// A field and a new variable: `x` of `S { ref x }`.
    Binding,
    /// A macro that is called, if no path leads to it.
    Macro,
    /// The name of an argument: `x` of `format!("{x}", x = 1)`.
    Argument,
    /// A variable in a format string.
    Format,
    /// Perhaps that: in braces in a string for a macro that nobody knows.
    Text,
    /// What an item is called.
    Definition,
    /// A part of an import.
    Import,
}

/// A name and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Name {
    /// As written.
    pub(crate) text: String,
    /// The bytes in the file.
    pub(crate) range: Range<usize>,
    /// What it is there.
    pub(crate) role: Role,
    /// Whether a `::` follows.
    pub(crate) continues: bool,
}

impl Name {
    /// Whether it may be a variable, or a constant.
    pub(crate) fn is_variable(&self) -> bool {
        match self.role {
            Role::Start => !self.continues,
            Role::Shorthand | Role::Format => true,
            _ => false,
        }
    }

    /// Whether the scope around it says what it means.
    pub(crate) fn is_from_scope(&self) -> bool {
        matches!(self.role, Role::Start | Role::Macro | Role::Shorthand | Role::Format)
    }
}

/// The names as whole paths; what goes on behind generic arguments stands alone.
pub(crate) fn paths(names: &[Name]) -> impl Iterator<Item = &[Name]> {
    let goes_on = |next: &Name| matches!(next.role, Role::Segment | Role::Import);
    names.chunk_by(move |name, next| name.continues && goes_on(next))
}
