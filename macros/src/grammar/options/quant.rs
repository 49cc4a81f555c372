//! What a quantization method is called, and what it makes of its arguments.

use syn::{Ident, LitStr};

use super::super::errors::{Errors, contradiction};
use super::written::Written;

/// What becomes of an optional argument.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Policy {
    /// Where nothing is said of it.
    Uses,
    Ignores,
    Refuses,
    Requires,
}

impl Policy {
    pub(crate) const fn word(self) -> &'static str {
        match self {
            Policy::Uses => "uses",
            Policy::Ignores => "ignores",
            Policy::Refuses => "refuses",
            Policy::Requires => "requires",
        }
    }
}

/// `method`, `aliases`, `ignores`, `refuses`, `requires`, `since`
#[derive(Clone, Default)]
pub(crate) struct Quant {
    pub(crate) method: Option<LitStr>,
    pub(crate) aliases: Vec<LitStr>,
    pub(crate) ignores: Vec<Ident>,
    pub(crate) refuses: Vec<Ident>,
    pub(crate) requires: Vec<Ident>,
    pub(crate) since: Option<LitStr>,
}

impl Quant {
    /// The parameters that each policy names.
    pub(crate) fn policies(&self) -> [(Policy, &[Ident]); 3] {
        [
            (Policy::Ignores, &self.ignores),
            (Policy::Refuses, &self.refuses),
            (Policy::Requires, &self.requires),
        ]
    }

    /// Reads the option if it is one of these.
    pub(super) fn read(&mut self, option: &Written<'_>) -> syn::Result<bool> {
        match option.word.name {
            "method" => self.method = Some(option.string()?),
            "aliases" => {
                self.aliases = option.list()?;
                for alias in &self.aliases {
                    option.not_empty(alias)?;
                }
            }
            "ignores" => self.ignores = option.list()?,
            "refuses" => self.refuses = option.list()?,
            "requires" => self.requires = option.list()?,
            "since" => self.since = Some(option.string()?),
            _ => return Ok(false),
        }
        Ok(true)
    }

    /// Reports what is said of a parameter twice.
    pub(super) fn check(&self, errors: &mut Errors) {
        let mut seen: Vec<(&str, &Ident)> = Vec::new();
        for (policy, parameters) in self.policies() {
            let policy = policy.word();
            for parameter in parameters {
                match seen.iter().find(|(_, other)| *other == parameter) {
                    Some((other, _)) if *other == policy => {
                        errors.at(parameter, format!("`{parameter}` is named twice in `{policy}`"));
                    }
                    Some((other, _)) => {
                        let (one, other) =
                            (format!("{other}({parameter})"), format!("{policy}({parameter})"));
                        errors.at(parameter, contradiction(&one, &other));
                    }
                    None => seen.push((policy, parameter)),
                }
            }
        }
    }
}
