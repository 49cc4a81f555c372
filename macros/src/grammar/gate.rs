//! The arguments of `#[requires_feature]` and `#[feature_stub]`: `PREDICATE, option, ..`

use proc_macro2::{Span, TokenStream};
use syn::parse::{ParseStream, Parser};

use super::errors::Errors;
use super::options::Options;
use super::predicate::Predicate;
use super::words::Word;

/// What a gate requires, and what happens where the build does not have it.
pub(crate) struct Gate {
    pub(crate) predicate: Predicate,
    pub(crate) options: Options,
}

impl Gate {
    /// Reads everything; `attribute` is the attribute's name, for messages. `None` without a
    /// predicate.
    pub(crate) fn parse(
        arguments: TokenStream,
        attribute: &str,
        words: &[Word],
        errors: &mut Errors,
    ) -> Option<Self> {
        if arguments.is_empty() {
            errors.push(syn::Error::new(
                Span::call_site(),
                format!("`{attribute}` needs a feature: `#[{attribute}(\"cuda\")]`"),
            ));
            return None;
        }
        let parser = |input: ParseStream<'_>| {
            let predicate = Predicate::parse_or_skip(input, attribute, words, errors);
            let options = Options::parse(input, words, errors);
            Ok(predicate.map(|predicate| Gate { predicate, options }))
        };
        let gate = match parser.parse2(arguments) {
            Ok(gate) => gate?,
            Err(error) => {
                errors.push(error);
                return None;
            }
        };
        gate.predicate.check_hint(gate.options.message.hint.as_ref(), errors);
        Some(gate)
    }
}
