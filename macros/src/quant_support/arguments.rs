//! What `ignores(..)`, `refuses(..)` and `requires(..)` say about the parameters of a function.

use proc_macro2::Span;
use quote::quote;
use syn::{Ident, Type};

use crate::grammar::{Errors, Options, Policy, compact, expected};
use crate::signature::Parameters;

/// An optional parameter and its policy.
pub(super) struct Argument {
    pub(super) name: Ident,
    pub(super) policy: Policy,
    /// The name in the attribute, for what the compiler has to say about the policy.
    pub(super) at: Span,
    /// Whether the type is spelled `Option<..>`; else only the compiler can tell.
    pub(super) is_option: bool,
}

/// The parameters that have a policy, or are optional and, as their names say, used.
pub(super) fn of(options: &Options, parameters: &Parameters) -> Vec<Argument> {
    parameters
        .named()
        .filter_map(|(name, ty)| {
            let given = options.quant.policies().into_iter().find_map(|(policy, names)| {
                names.iter().find(|given| *given == name).map(|given| (policy, given.span()))
            });
            let is_option = is_option(ty) == Some(true);
            let (policy, at) = match given {
                Some(given) => given,
                None if is_option && !name.to_string().starts_with('_') => {
                    (Policy::Uses, name.span())
                }
                None => return None,
            };
            Some(Argument { name: name.clone(), policy, at, is_option })
        })
        .collect()
}

/// Reports names that are no parameter of any of the functions, and parameters that are not
/// optional.
pub(super) fn check(options: &Options, functions: &[&Parameters], errors: &mut Errors) {
    let known: Vec<(&Ident, &Type)> =
        functions.iter().flat_map(|parameters| parameters.named()).collect();
    let policies = options.quant.policies().into_iter();
    for (policy, name) in
        policies.flat_map(|(policy, names)| names.iter().map(move |name| (policy.word(), name)))
    {
        let found: Vec<&Type> =
            known.iter().filter(|(known, _)| *known == name).map(|(_, ty)| *ty).collect();
        if found.is_empty() {
            let mut names: Vec<String> = known.iter().map(|(known, _)| known.to_string()).collect();
            names.dedup();
            let names = names.iter().map(String::as_str);
            let hint = if known.is_empty() {
                String::new()
            } else {
                format!("; {}", expected(&name.to_string(), names))
            };
            errors.at(name, format!("`{policy}({name})`: there is no such parameter{hint}"));
        }
        if let Some(ty) = found.iter().find(|ty| is_option(ty) == Some(false)) {
            let ty = compact(quote!(#ty));
            errors.at(
                name,
                format!("`{policy}({name})` needs a parameter of type `Option<_>`, found `{ty}`"),
            );
        }
    }
}

/// Types that are no alias of an `Option`.
const PLAIN: [&str; 10] =
    ["bool", "char", "f32", "f64", "i32", "i64", "String", "u8", "u32", "usize"];

/// Whether the type is an `Option`; `None` where only the compiler can tell.
fn is_option(ty: &Type) -> Option<bool> {
    match ty {
        Type::Path(path) => {
            let last = path.path.segments.last()?;
            if last.ident == "Option" {
                return Some(true);
            }
            let is_plain =
                path.path.get_ident().is_some_and(|it| PLAIN.iter().any(|name| it == name));
            is_plain.then_some(false)
        }
        Type::Paren(inner) => is_option(&inner.elem),
        Type::Group(inner) => is_option(&inner.elem),
        Type::Macro(_) | Type::Verbatim(_) => None,
        _ => Some(false),
    }
}
