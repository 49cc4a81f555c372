//! The arguments of `quant_ignores!` and `quant_refuses!`: `variable, method = "..", option, ..`

use proc_macro2::{Span, TokenStream, TokenTree};
use quote::ToTokens;
use syn::parse::{ParseStream, Parser};
use syn::{Ident, LitStr, Token};

use super::compact::compact;
use super::errors::Errors;
use super::options::{Options, Variable};
use super::skip::{skip, skip_to_comma};
use super::words::QUANT_ARGUMENT;

/// A variable, and what the macro says about it.
pub(crate) struct QuantArgument {
    pub(crate) variable: Variable,
    pub(crate) options: Options,
}

impl QuantArgument {
    /// Reads everything; `name` is the macro's, for messages. `None` without a variable.
    pub(crate) fn parse(tokens: TokenStream, name: &str, errors: &mut Errors) -> Option<Self> {
        let form_of =
            |variable: &Variable| format!("`{name}!({}, method = \"..\")`", variable.name);
        if tokens.is_empty() {
            let message = format!(
                "`{name}!` needs a variable and a method: `{name}!(variable, method = \"..\")`"
            );
            errors.push(syn::Error::new(Span::call_site(), message));
            return None;
        }
        let parser = |input: ParseStream<'_>| {
            // `method = ".."` is an option without a variable in front of it.
            let is_first = input.peek(Ident) && !input.peek2(Token![=]) || input.peek(Token![mut]);
            let variable = if input.peek(Token![self]) {
                Err(no_variable(TokenStream::new(), input, name))
            } else if !is_first {
                Err(not_first(input, name))
            } else {
                input.parse::<Variable>().and_then(|variable| {
                    if input.is_empty() || input.peek(Token![,]) {
                        return Ok(variable);
                    }
                    if input.peek(Token![;]) {
                        let form = form_of(&variable);
                        let error =
                            input.error(format!("expected `,` behind the variable: {form}"));
                        skip(input);
                        return Err(error);
                    }
                    Err(no_variable(variable.name.to_token_stream(), input, name))
                })
            };
            let known = errors.count();
            if variable.is_err() {
                skip_to_comma(input);
            } else if let Some(another) = another_variable(input) {
                let message =
                    format!("one variable at a time: write `{name}!({another}, ..);` too");
                errors.at(another, message);
                skip(input);
            }
            let options = Options::parse(input, QUANT_ARGUMENT, errors);
            if let Ok(variable) = &variable
                && options.quant.method.is_none()
                && errors.count() == known
            {
                let form = form_of(variable);
                errors.at(&variable.name, format!("which method? write {form}"));
            }
            Ok((errors.take(variable), options))
        };
        // Whatever is wrong is among the errors already.
        let (variable, options) = parser.parse2(tokens).ok()?;
        variable.map(|variable| Self { variable, options })
    }
}

/// `, variable` where an option is expected.
fn another_variable(input: ParseStream<'_>) -> Option<Ident> {
    let ahead = input.fork();
    ahead.parse::<Token![,]>().ok()?;
    let name: Ident = ahead.parse().ok()?;
    let is_alone = ahead.is_empty() || ahead.peek(Token![,]);
    (is_alone && !QUANT_ARGUMENT.iter().any(|word| name == word.name)).then_some(name)
}

/// What is said of what stands in the place of the variable; all of the input is read.
fn not_first(input: ParseStream<'_>, name: &str) -> syn::Error {
    let span = input.span();
    let (first, behind) = (input.fork(), input.fork());
    let text = first.parse::<LitStr>().map(|text| text.value()).ok();
    let is_borrowed = first.parse::<Token![&]>().is_ok();
    let borrowed = first.parse::<Ident>().ok().filter(|_| is_borrowed);
    // The last name that stands alone: `method = "hqq", imatrix`.
    let mut variable = None;
    while !behind.is_empty() {
        variable = another_variable(&behind).or(variable);
        let _: syn::Result<TokenTree> = behind.parse();
    }
    skip(input);
    let message = match (variable, borrowed, text) {
        (Some(variable), _, text) => {
            let method = text.as_deref().unwrap_or("..");
            format!("the variable comes first: `{name}!({variable}, method = \"{method}\")`")
        }
        (_, Some(variable), _) => {
            format!("the variable is looked at where it is: write `{variable}` without `&`")
        }
        (_, _, Some(text)) if syn::parse_str::<Ident>(&text).is_ok() => {
            format!("a variable is written without quotes: `{name}!({text}, method = \"..\")`")
        }
        _ => format!("expected the name of a variable: `{name}!(variable, method = \"..\")`"),
    };
    syn::Error::new(span, message)
}

/// `c.imatrix`: what to write in its place.
fn no_variable(mut tokens: TokenStream, input: ParseStream<'_>, name: &str) -> syn::Error {
    while !(input.is_empty() || input.peek(Token![,])) {
        let Ok(token) = input.parse::<TokenTree>() else { break };
        tokens.extend([token]);
    }
    // A field's name serves as the variable's.
    let variable = match &Vec::from_iter(tokens.clone())[..] {
        [.., TokenTree::Punct(dot), TokenTree::Ident(field)] if dot.as_char() == '.' => {
            field.to_string()
        }
        _ => String::from("argument"),
    };
    let value = compact(tokens.clone());
    syn::Error::new_spanned(
        tokens,
        format!(
            "`{name}!` takes a variable, which it shadows: write `let {variable} = {value};` first, and `{name}!({variable}, method = \"..\")`"
        ),
    )
}
