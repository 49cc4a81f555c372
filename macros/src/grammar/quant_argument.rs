//! The arguments of `quant_ignores!` and `quant_refuses!`: `variable, method = "..", option, ..`

use proc_macro2::{Span, TokenStream, TokenTree};
use quote::ToTokens;
use syn::Token;
use syn::parse::{ParseStream, Parser};

use super::compact::compact;
use super::errors::Errors;
use super::options::{Options, Variable};
use super::skip::skip_to_comma;
use super::words::QUANT_ARGUMENT;

/// A variable, and what the macro says about it.
pub(crate) struct QuantArgument {
    pub(crate) variable: Variable,
    pub(crate) options: Options,
}

impl QuantArgument {
    /// Reads everything; `name` is the macro's, for messages. `None` without a variable.
    pub(crate) fn parse(tokens: TokenStream, name: &str, errors: &mut Errors) -> Option<Self> {
        let form = format!("`{name}!(variable, method = \"..\")`");
        if tokens.is_empty() {
            let message = format!("`{name}!` needs a variable and a method: {form}");
            errors.push(syn::Error::new(Span::call_site(), message));
            return None;
        }
        let parser = |input: ParseStream<'_>| {
            let expected = |error: syn::Error| {
                let message = format!("expected the name of a variable: {form}");
                syn::Error::new(error.span(), message)
            };
            let variable = if input.peek(Token![self]) {
                Err(no_variable(TokenStream::new(), input, name))
            } else if input.peek2(Token![=]) {
                // `method = ".."` is an option without a variable in front of it.
                Err(expected(input.error("")))
            } else {
                input.parse::<Variable>().map_err(expected).and_then(|variable| {
                    if input.is_empty() || input.peek(Token![,]) {
                        return Ok(variable);
                    }
                    Err(no_variable(variable.name.to_token_stream(), input, name))
                })
            };
            if variable.is_err() {
                skip_to_comma(input);
            }
            let known = errors.count();
            let options = Options::parse(input, QUANT_ARGUMENT, errors);
            if variable.is_ok() && options.quant.method.is_none() && errors.count() == known {
                let span = variable.as_ref().map_or(Span::call_site(), |it| it.name.span());
                errors.push(syn::Error::new(span, format!("which method? write {form}")));
            }
            Ok((errors.take(variable), options))
        };
        // Whatever is wrong is among the errors already.
        let (variable, options) = parser.parse2(tokens).ok()?;
        variable.map(|variable| Self { variable, options })
    }
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
