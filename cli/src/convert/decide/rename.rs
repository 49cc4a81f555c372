//! Gives the arguments in the code of one side the names that the other side has for them.

use std::collections::{BTreeMap, BTreeSet};

use quote::ToTokens;
use syn::Pat;
use syn::visit::{self, Visit};

use super::reason::{Reason, stays};
use crate::read::names::{Name, Role, names};
use crate::read::source::Source;
use crate::understand::function::Function;
use crate::write::edit::{self, Edit};

/// The names of parameters: from the side that goes to the side that stays.
pub(super) struct Names {
    /// Old name to new name; `None` where the side that stays has no name for it.
    renamed: BTreeMap<String, Option<String>>,
    /// What only the side that stays binds: nothing else may be called so in the code.
    taken: BTreeSet<String>,
}

impl Names {
    /// Pairs the parameters of both functions.
    pub(super) fn new(on: Function<'_>, off: Function<'_>) -> Self {
        let mut renamed = BTreeMap::new();
        for (off, on) in off.patterns().zip(on.patterns()) {
            match (plain(off), plain(on)) {
                (Some(off), Some(on)) if on == off => {}
                (Some(off), on) => drop(renamed.insert(off, on)),
                (None, _) if off == on => {}
                (None, _) => renamed.extend(bound(off).into_iter().map(|name| (name, None))),
            }
        }
        let own: BTreeSet<String> = off.patterns().flat_map(bound).collect();
        let taken = on.patterns().flat_map(bound).filter(|name| !own.contains(name)).collect();
        Self { renamed, taken }
    }

    /// The edits that rename the parameters in the code, or why that is not safe.
    ///
    /// Every variable of the name is renamed, also one that takes the parameter's place: that
    /// changes nothing as long as the new name means nothing else.
    pub(super) fn edits(&self, source: &Source, code: &impl ToTokens) -> Result<Vec<Edit>, Reason> {
        let mut edits = Vec::new();
        if self.renamed.is_empty() && self.taken.is_empty() {
            return Ok(edits);
        }
        let found = names(source, code);
        let means = |it: &&Name| it.is_variable() && self.taken.contains(&it.text);
        if let Some(it) = found.iter().find(means) {
            return stays(format!("`{}` has another meaning in the fallback", it.text));
        }
        for it in &found {
            let Some(new) = self.renamed.get(&it.text) else { continue };
            let is_other = match it.role {
                Role::Start => it.continues,
                Role::Shorthand | Role::Format => false,
                Role::Binding | Role::Definition | Role::Import | Role::Text => {
                    return stays(format!("`{}` has several meanings in the fallback", it.text));
                }
                Role::Segment | Role::Member | Role::Field | Role::Macro | Role::Argument => true,
            };
            if is_other {
                continue;
            }
            let Some(new) = new else {
                return stays(format!(
                    "the fallback uses `{}`, for which the other side has no name",
                    it.text
                ));
            };
            let is_taken = found.iter().any(|other| {
                other.text == *new
                    && !matches!(other.role, Role::Segment | Role::Member | Role::Field)
            });
            if is_taken {
                return stays(format!("`{new}` has another meaning in the fallback"));
            }
            let text = match it.role {
                Role::Shorthand => format!("{}: {new}", it.text),
                Role::Format if new.starts_with("r#") => {
                    return stays(format!("`{new}` cannot stand in a format string"));
                }
                _ => new.clone(),
            };
            edits.push(Edit::replace(it.range.clone(), text));
        }
        Ok(edits)
    }

    /// The text of the code with the new names.
    pub(super) fn apply(&self, source: &Source, code: &impl ToTokens) -> Result<String, Reason> {
        let edits = self.edits(source, code)?;
        edit::applied(source, source.range_of(code), &edits)
            .ok_or_else(|| Reason::from("the names overlap"))
    }
}

/// The name of a parameter that is nothing but a name.
fn plain(pattern: &Pat) -> Option<String> {
    match pattern {
        Pat::Ident(name) if name.subpat.is_none() => Some(name.ident.to_string()),
        _ => None,
    }
}

/// The names that a parameter binds.
fn bound(pattern: &Pat) -> Vec<String> {
    #[derive(Default)]
    struct Bound(Vec<String>);
    impl<'a> Visit<'a> for Bound {
        fn visit_pat_ident(&mut self, pattern: &'a syn::PatIdent) {
            self.0.push(pattern.ident.to_string());
            visit::visit_pat_ident(self, pattern);
        }
    }
    let mut found = Bound::default();
    found.visit_pat(pattern);
    found.0
}

/// Whether the code names one of the function's parameters, or `self`.
pub(super) fn uses_parameters(
    source: &Source,
    code: &impl ToTokens,
    function: Function<'_>,
) -> bool {
    let parameters = function.parameters();
    names(source, code).iter().any(|it| {
        it.text == "self"
            || ((it.is_variable() || it.role == Role::Text)
                && parameters.iter().flatten().any(|parameter| *parameter == it.text))
    })
}

/// Whether the code names the variable.
pub(super) fn uses(source: &Source, code: &impl ToTokens, variable: &str) -> bool {
    names(source, code).iter().any(|it| it.is_variable() && it.text == variable)
}
