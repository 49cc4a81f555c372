//! Gives the arguments in the code of one side the names that the other side has for them.

use std::collections::BTreeMap;
use std::ops::Range;

use proc_macro2::{TokenStream, TokenTree};
use quote::ToTokens;

use crate::read::source::Source;
use crate::understand::function::Function;
use crate::write::edit::{self, Edit};

/// The names of parameters: from the side that goes to the side that stays.
pub(crate) struct Names {
    /// Old name to new name; `None` where the side that stays has no name for it.
    renamed: BTreeMap<String, Option<String>>,
}

impl Names {
    /// Pairs the parameters of both functions.
    pub(crate) fn new(on: Function<'_>, off: Function<'_>) -> Self {
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
    pub(crate) fn edits(&self, source: &Source, code: &impl ToTokens) -> Result<Vec<Edit>, String> {
        let mut uses = Vec::new();
        collect(source, code.to_token_stream(), &mut uses);
        let mut edits = Vec::new();
        for (index, it) in uses.iter().enumerate() {
            let Some(new) = self.renamed.get(&it.name) else { continue };
            let Some(new) = new else {
                return Err(format!(
                    "the fallback uses `{}`, for which the other side has no name",
                    it.name
                ));
            };
            if it.is_member {
                continue;
            }
            if it.is_binding || it.is_field {
                return Err(format!("`{}` has several meanings in the fallback", it.name));
            }
            if uses
                .iter()
                .enumerate()
                .any(|(at, other)| at != index && other.name == *new && !other.is_member)
            {
                return Err(format!("`{new}` has another meaning in the fallback"));
            }
            edits.push(Edit::replace(it.range.clone(), new.as_str()));
        }
        let text = code.to_token_stream().to_string();
        for name in self.renamed.keys() {
            if text.contains(&format!("{{{name}")) {
                return Err(format!("`{name}` may be named in a format string"));
            }
        }
        Ok(edits)
    }

    /// The text of the code with the new names.
    pub(crate) fn apply(
        &self,
        source: &Source,
        code: &impl ToTokens,
        range: Range<usize>,
    ) -> Result<String, String> {
        let shifted: Vec<Edit> = self
            .edits(source, code)?
            .into_iter()
            .filter(|it| range.start <= it.range.start && it.range.end <= range.end)
            .map(|it| {
                Edit::replace(it.range.start - range.start..it.range.end - range.start, it.text)
            })
            .collect();
        edit::apply(source.slice(range), &shifted).ok_or_else(|| String::from("the names overlap"))
    }
}

/// Whether the code names one of the function's parameters, or `self`.
pub(crate) fn uses_parameters(
    source: &Source,
    code: &impl ToTokens,
    function: Function<'_>,
) -> bool {
    let mut uses = Vec::new();
    collect(source, code.to_token_stream(), &mut uses);
    let parameters = function.parameters();
    uses.iter().any(|it| {
        !it.is_member
            && (it.name == "self"
                || parameters.iter().flatten().any(|parameter| *parameter == it.name))
    })
}

/// Whether the code names the variable, in a format string too.
pub(crate) fn names(source: &Source, code: &impl ToTokens, variable: &str) -> bool {
    let mut uses = Vec::new();
    collect(source, code.to_token_stream(), &mut uses);
    uses.iter().any(|it| it.name == variable)
        || code.to_token_stream().to_string().contains(&format!("{{{variable}"))
}

struct NameUse {
    name: String,
    range: Range<usize>,
    is_member: bool,
    is_binding: bool,
    is_field: bool,
}

fn collect(source: &Source, tokens: TokenStream, uses: &mut Vec<NameUse>) {
    let mut tokens = tokens.into_iter().peekable();
    let mut before = String::new();
    let mut before_that = String::new();
    while let Some(token) = tokens.next() {
        let text = match &token {
            TokenTree::Group(group) => {
                collect(source, group.stream(), uses);
                String::from("group")
            }
            TokenTree::Ident(name) => {
                let colon = matches!(tokens.peek(), Some(TokenTree::Punct(it)) if it.as_char() == ':' && it.spacing() == proc_macro2::Spacing::Alone);
                uses.push(NameUse {
                    name: name.to_string(),
                    range: source.range(name.span()),
                    is_member: before == "." || (before == ":" && before_that == ":"),
                    is_binding: matches!(
                        before.as_str(),
                        "let" | "mut" | "ref" | "|" | "for" | "fn"
                    ),
                    is_field: colon,
                });
                name.to_string()
            }
            TokenTree::Punct(it) => it.as_char().to_string(),
            TokenTree::Literal(_) => String::from("literal"),
        };
        before_that = std::mem::replace(&mut before, text);
    }
}
