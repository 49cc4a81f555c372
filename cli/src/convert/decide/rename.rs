//! Gives the arguments in the code of one side the names that the other side has for them.

use std::collections::BTreeMap;

use quote::ToTokens;

use super::reason::{Reason, stays};
use crate::read::names::{Role, names};
use crate::read::source::Source;
use crate::understand::function::Function;
use crate::write::edit::{self, Edit};

/// The names of parameters: from the side that goes to the side that stays.
pub(super) struct Names {
    /// Old name to new name; `None` where the side that stays has no name for it.
    renamed: BTreeMap<String, Option<String>>,
}

impl Names {
    /// Pairs the parameters of both functions.
    pub(super) fn new(on: Function<'_>, off: Function<'_>) -> Self {
        let pairs = off.parameters().into_iter().zip(on.parameters());
        let renamed = pairs
            .filter_map(|(off, on)| {
                let off = off?;
                (on.as_ref() != Some(&off)).then_some((off, on))
            })
            .collect();
        Self { renamed }
    }

    /// The edits that rename the parameters in the code, or why that is not safe.
    ///
    /// Every variable of the name is renamed, also one that takes the parameter's place: that
    /// changes nothing as long as the new name means nothing else.
    pub(super) fn edits(&self, source: &Source, code: &impl ToTokens) -> Result<Vec<Edit>, Reason> {
        let mut edits = Vec::new();
        if self.renamed.is_empty() {
            return Ok(edits);
        }
        let found = names(source, code);
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
