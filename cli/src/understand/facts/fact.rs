//! The facts as plain data.

use crate::understand::cfg::Cfg;
use crate::understand::condition::Condition;

/// A name with the predicates under which it exists.
#[derive(Debug, Clone)]
pub(crate) struct Definition {
    /// The inline modules around it.
    pub(crate) module: Vec<String>,
    /// The name.
    pub(crate) name: String,
    /// All `#[cfg]`s on it and around it in this file.
    pub(crate) gates: Vec<Cfg>,
}

/// An import, one for each name of a group.
#[derive(Debug, Clone)]
pub(crate) struct Import {
    /// The inline modules around it.
    pub(crate) module: Vec<String>,
    /// The name that it brings, `*` for all names.
    pub(crate) name: String,
    /// The path, without a leading `::`.
    pub(crate) path: Vec<String>,
    /// All `#[cfg]`s on it and around it in this file.
    pub(crate) gates: Vec<Cfg>,
}

/// A `mod name;`.
#[derive(Debug, Clone, Default)]
pub(crate) struct ModuleFile {
    /// The inline modules around it.
    pub(crate) module: Vec<String>,
    /// The name.
    pub(crate) name: String,
    /// `#[path = ".."]`
    pub(crate) path: Option<String>,
    /// All `#[cfg]`s on it and around it in this file.
    pub(crate) gates: Vec<Cfg>,
}

/// A type that is made, taken apart or has parts that others see.
#[derive(Debug, Clone)]
pub(crate) struct Use {
    /// The type's name.
    pub(crate) name: String,
    /// All `#[cfg]`s around it in this file.
    pub(crate) gates: Vec<Cfg>,
    /// The macro to which it is given, and the argument that it is.
    pub(crate) argument: Option<(String, usize)>,
}

/// Where code looks for a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Search {
    /// It may stand anywhere.
    Part,
    /// At the beginning.
    Start,
    /// At the end.
    End,
    /// There is nothing else.
    Whole,
}

/// A text that code looks for, perhaps in the message of an error.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Wanted {
    /// The text.
    pub(crate) text: String,
    /// Where.
    pub(crate) search: Search,
    /// Whether it is a test that looks for it.
    pub(crate) in_test: bool,
}

/// Everything found in one file.
#[derive(Debug, Default)]
pub(crate) struct Facts {
    /// Items.
    pub(crate) definitions: Vec<Definition>,
    /// Methods, associated items, fields and variants.
    pub(crate) members: Vec<Definition>,
    /// Whether it says `#![no_std]`, for some builds at least.
    pub(crate) is_no_std: bool,
    /// Imports.
    pub(crate) imports: Vec<Import>,
    /// `mod name;`
    pub(crate) files: Vec<ModuleFile>,
    /// Where a value of a type is made or matched.
    pub(crate) uses: Vec<Use>,
    /// Macros of one rule whose arguments are all of the form `$name:kind`, with the kinds.
    pub(crate) macros: Vec<(String, Vec<String>)>,
    /// The variants that a macro names: the macro, the enum, the variant.
    pub(crate) variants: Vec<(String, Option<String>, String)>,
    /// Enums that only this package sees.
    pub(crate) private_enums: Vec<String>,
    /// The variants in patterns outside of their own enum: the enum, the variant.
    pub(crate) matched: Vec<(Option<String>, String)>,
    /// Texts that code looks for.
    pub(crate) wanted: Vec<Wanted>,
    /// Whether an alias is of another type in other builds: any type may be made of it.
    pub(crate) has_varying_alias: bool,
    /// Structs with fields that only some builds have.
    pub(crate) varying: Vec<String>,
    /// `type Result<T> = ..<T, E>`: the inline modules around it, the alias and `E`.
    pub(crate) results: Vec<(Vec<String>, String, String)>,
    /// Types with `From<std::io::Error>`.
    pub(crate) from_io: Vec<String>,
    /// Types that are made into others, with the predicates of the `impl From<..>` if it has some.
    pub(crate) made_into: Vec<(String, Vec<Cfg>)>,
    /// Traits that it defines.
    pub(crate) traits: Vec<String>,
    /// Constants and functions that say what a condition does, by name.
    pub(crate) flags: Vec<(String, Condition)>,
}
