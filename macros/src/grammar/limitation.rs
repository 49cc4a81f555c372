//! The arguments of `#[limitation]`: `"what is missing", option, ..`

use proc_macro2::{Span, TokenStream};
use syn::LitStr;
use syn::parse::{ParseStream, Parser};

use super::compact::compact;
use super::errors::Errors;
use super::options::Options;
use super::skip::skip_to_comma;
use super::words::LIMITATION;

/// What an item cannot do.
pub(crate) struct Limitation {
    pub(crate) text: LitStr,
    pub(crate) options: Options,
}

impl Limitation {
    /// Reads everything. `None` without a text.
    pub(crate) fn parse(tokens: TokenStream, errors: &mut Errors) -> Option<Self> {
        const FORM: &str = "`#[limitation(\"no support for ..\")]`";
        if tokens.is_empty() {
            errors.push(syn::Error::new(
                Span::call_site(),
                format!("`limitation` needs a sentence that says what is missing: {FORM}"),
            ));
            return None;
        }
        let parser = |input: ParseStream<'_>| {
            let text = input.parse::<LitStr>().map_err(|error| {
                let words = input.fork();
                let is_option = input.peek2(syn::Token![=]);
                let mut sentence = TokenStream::new();
                while !(is_option || words.is_empty() || words.peek(syn::Token![,])) {
                    sentence.extend(words.parse::<proc_macro2::TokenTree>());
                }
                let sentence = compact(sentence);
                let message = match sentence.trim_matches(['\'', '"']) {
                    "" => format!("the sentence comes first: {FORM}"),
                    text => {
                        format!("the sentence is written in quotes: `#[limitation(\"{text}\")]`")
                    }
                };
                syn::Error::new(error.span(), message)
            });
            let text = text.and_then(|text| match text.value().trim() {
                "" => {
                    Err(syn::Error::new(text.span(), "the sentence is empty: say what is missing"))
                }
                _ => Ok(text),
            });
            if text.is_err() {
                skip_to_comma(input);
            }
            let options = Options::parse(input, LIMITATION, errors);
            Ok((errors.take(text), options))
        };
        // Whatever is wrong is among the errors already.
        let (text, options) = parser.parse2(tokens).ok()?;
        text.map(|text| Self { text, options })
    }
}
