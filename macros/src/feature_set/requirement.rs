//! The arguments of `feature_set!`: `requires("feature", need = "..", ..)` and `crate = ::path`.

use proc_macro2::TokenStream;
use syn::ext::IdentExt;
use syn::parse::{ParseStream, Parser};
use syn::punctuated::Punctuated;
use syn::{Expr, ExprLit, Ident, Lit, LitStr, Path, Token, parenthesized};

use crate::grammar::{Errors, absolute_path, expected};

const FORM: &str = "`feature_set!` reads the features from Cargo.toml, and takes nothing, `requires(\"feature\", ..)`, `redact` or `crate = ::path`";

/// The words of a need that takes a value.
const NEEDS: [&str; 6] =
    ["compute_capability", "only_compute_capability", "cuda_toolkit", "cpu", "arch", "os"];

/// What the runtime looks for.
const CPU_FEATURES: [&str; 6] = ["avx2", "avx512f", "f16c", "fma", "neon", "amx-tile"];

/// What one feature needs of the machine.
pub(super) struct Requirement {
    pub(super) feature: LitStr,
    pub(super) needs: Vec<Need>,
}

/// One need.
pub(crate) struct Need {
    /// The word, and the value where there is one.
    pub(crate) text: String,
    /// An `env!(..)`, for rustc to look at and cargo to follow.
    pub(crate) environment: Option<Expr>,
}

/// The arguments of `feature_set!`.
#[derive(Default)]
pub(super) struct FeatureSetArguments {
    pub(super) requirements: Vec<Requirement>,
    pub(super) krate: Option<Path>,
}

impl FeatureSetArguments {
    /// Reads everything; what is wrong is among the errors.
    pub(super) fn parse(tokens: TokenStream, errors: &mut Errors) -> Self {
        let mut arguments = Self::default();
        let parser = |input: ParseStream<'_>| {
            while !input.is_empty() {
                arguments.read_one(input, errors)?;
                if !input.is_empty() && input.parse::<Token![,]>().is_err() {
                    return Err(input.error(FORM));
                }
            }
            Ok(())
        };
        let read = parser.parse2(tokens);
        errors.take(read);
        arguments
    }

    fn read_one(&mut self, input: ParseStream<'_>, errors: &mut Errors) -> syn::Result<()> {
        let wrong = |error: syn::Error| syn::Error::new(error.span(), FORM);
        let key = input.call(Ident::parse_any).map_err(wrong)?;
        if key == "crate" && self.krate.is_none() {
            if !input.peek(Token![=]) {
                return Err(syn::Error::new_spanned(key, FORM));
            }
            input.parse::<Token![=]>()?;
            self.krate = Some(absolute_path(&key, input)?);
            return Ok(());
        }
        if key == "redact" {
            // The annotations look for the word themselves.
            return Ok(());
        }
        if key != "requires" || !input.peek(syn::token::Paren) {
            return Err(syn::Error::new_spanned(key, FORM));
        }
        let inner;
        parenthesized!(inner in input);
        let requirement = requirement(&inner, errors)?;
        let name = requirement.feature.value();
        if self.requirements.iter().any(|other| other.feature.value() == name) {
            return Err(syn::Error::new(
                requirement.feature.span(),
                format!("`{name}` has a `requires` already: write all its needs there"),
            ));
        }
        self.requirements.push(requirement);
        Ok(())
    }
}

fn requirement(input: ParseStream<'_>, errors: &mut Errors) -> syn::Result<Requirement> {
    let feature: LitStr = input.parse().map_err(|error| {
        syn::Error::new(error.span(), "the feature comes first: `requires(\"my-kernels\", ..)`")
    })?;
    let mut needs = Vec::new();
    if !input.is_empty() {
        input.parse::<Token![,]>()?;
    }
    for need in Punctuated::<Written, Token![,]>::parse_terminated(input)? {
        needs.extend(errors.take(need.0));
    }
    Ok(Requirement { feature, needs })
}

/// A need, or what is wrong with it, so that the next one is read too.
struct Written(syn::Result<Need>);

impl syn::parse::Parse for Written {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let word = input.call(Ident::parse_any).map_err(|error| {
            syn::Error::new(error.span(), "expected a need, such as `cpu = \"avx2\"`")
        })?;
        let value = if input.peek(Token![=]) {
            input.parse::<Token![=]>()?;
            Some(input.parse::<Expr>()?)
        } else {
            None
        };
        Ok(Self(need(&word, value)))
    }
}

fn need(word: &Ident, value: Option<Expr>) -> syn::Result<Need> {
    let name = word.to_string();
    if name == "nvidia_gpu" {
        return match value {
            Some(value) => Err(syn::Error::new_spanned(value, "`nvidia_gpu` takes no value")),
            None => Ok(Need { text: name, environment: None }),
        };
    }
    if !NEEDS.contains(&name.as_str()) {
        let known = NEEDS.into_iter().chain(["nvidia_gpu"]);
        let expected = expected(&name, known);
        return Err(syn::Error::new_spanned(word, format!("unknown need `{name}`; {expected}")));
    }
    let is_version = name.ends_with("compute_capability") || name == "cuda_toolkit";
    let example = if is_version { "9.0" } else { ".." };
    let Some(value) = value else {
        return Err(syn::Error::new_spanned(word, format!("write `{name} = \"{example}\"`")));
    };
    if let Some(variable) = environment_variable(&value) {
        let found = std::env::var(variable.value()).unwrap_or_default();
        return Ok(Need { text: format!("{name} {found}"), environment: Some(value) });
    }
    let text = match &value {
        Expr::Lit(ExprLit { lit: Lit::Str(text), .. }) => text.value(),
        _ => String::new(),
    };
    if text.is_empty() || (is_version && !is_major_minor(&text)) {
        let what = if is_version { "a version" } else { "a string" };
        return Err(syn::Error::new_spanned(
            value,
            format!("`{name}` takes {what} or `env!(\"VARIABLE\")`: `{name} = \"{example}\"`"),
        ));
    }
    if name == "cpu" && !CPU_FEATURES.contains(&text.as_str()) {
        let expected = expected(&text, CPU_FEATURES);
        return Err(syn::Error::new_spanned(
            value,
            format!("`{text}` is no CPU feature that is looked for; {expected}"),
        ));
    }
    Ok(Need { text: format!("{name} {text}"), environment: None })
}

/// `VARIABLE` of `env!("VARIABLE")`
fn environment_variable(value: &Expr) -> Option<LitStr> {
    let Expr::Macro(call) = value else { return None };
    let is_env = call.mac.path.segments.last().is_some_and(|segment| segment.ident == "env");
    is_env.then(|| call.mac.parse_body().ok()).flatten()
}

/// `9.0`
fn is_major_minor(text: &str) -> bool {
    let is_number = |part: &str| part.parse::<u32>().is_ok();
    text.split_once('.').is_some_and(|(major, minor)| is_number(major) && is_number(minor))
}
