//! A plain type without values, and the bodies that nobody wrote.

use proc_macro2::TokenStream;
use quote::ToTokens;
use syn::{FnArg, Pat, Type};

use super::around::Around;
use super::item::Function;
use super::refusal::{self, Unavailable};
use crate::grammar::Gate;
use crate::read::syntax::{has_word, type_name};
use crate::understand::cfg::Cfg;
use crate::write::edit::Edit;

/// `struct Name;` with a field that nobody can make. A reference: rustc calls the code behind a
/// function that returns an empty type unreachable.
pub(super) fn structure(
    around: &Around<'_>,
    name_end: usize,
    end: usize,
) -> Result<Vec<Edit>, String> {
    let between = around.source.slice(name_end..end);
    if between.trim() != ";" {
        return Err(String::from("a stub with parameters has a field that uses them"));
    }
    let newline = around.source.newline();
    let indent = around.source.indent(name_end);
    let text = format!(
        " {{{newline}{indent}    pub(crate) _never: &'static std::convert::Infallible,{newline}{indent}}}"
    );
    Ok(vec![Edit::replace(name_end..end, text)])
}

/// A body in the place of the `;`.
pub(super) fn function(
    around: &Around<'_>,
    gate: &Gate,
    type_name: &str,
    function: &Function,
) -> Result<Edit, String> {
    let source = around.source;
    let signature = &function.signature;
    let held = signature.inputs.iter().find_map(|it| holds(around, it, type_name));
    let requires = Cfg::from(&gate.predicate);
    let own_name = signature.ident.to_string();
    let name = gate.options.message.name.as_ref().map_or(own_name, syn::LitStr::value);
    let unavailable = Unavailable {
        name: &name,
        package: around.package,
        requires: &requires,
        options: &gate.options,
    };
    let value = match (held, &gate.options.instead.otherwise) {
        (Some(name), _) => format!("match *{name}._never {{}}"),
        (None, Some(value)) => source.text_of(value).to_owned(),
        (None, None) => {
            let error = gate.options.instead.error.as_ref();
            refusal::error(around, &unavailable.text(&[]), error, Some(&signature.output))?
        }
    };
    let start = source.slice(0..function.end - 1).trim_end().len();
    let (indent, newline) = (source.indent(function.start), source.newline());
    let text = format!(" {{{newline}{indent}    {value}{newline}{indent}}}");
    Ok(Edit::replace(start..function.end, text))
}

/// The name of the parameter if it holds a value of a stub.
fn holds(around: &Around<'_>, input: &FnArg, type_name: &str) -> Option<String> {
    let is_stub = |name: &str| around.stubs.contains(name);
    match input {
        FnArg::Receiver(_) => is_stub(type_name).then(|| String::from("self")),
        FnArg::Typed(it) => {
            let Pat::Ident(pat) = &*it.pat else { return None };
            let named = self::type_name_behind(&it.ty);
            let named = if named == "Self" { type_name } else { &named };
            (!type_name.is_empty() && named == type_name && is_stub(named))
                .then(|| pat.ident.to_string())
        }
    }
}

/// The type behind references and `Box`, `Arc`, `Rc`.
fn type_name_behind(ty: &Type) -> String {
    let tokens: TokenStream = ty.to_token_stream();
    let name = type_name(ty);
    if matches!(name.as_str(), "Box" | "Arc" | "Rc") && has_word(tokens, "Self") {
        return String::from("Self");
    }
    name
}
