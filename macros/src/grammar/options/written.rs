//! One option as it is written, and the kinds of value that it may have.

use syn::parse::{Parse, ParseStream};
use syn::{Expr, Ident, LitStr, Token, token};

use super::super::nearest::expected;
use super::super::skip::in_parentheses;
use super::super::words::{Shape, Word};

/// An option whose name has been read; its value comes next.
pub(super) struct Written<'a> {
    pub(super) key: &'a Ident,
    pub(super) word: &'a Word,
    pub(super) input: ParseStream<'a>,
}

impl Written<'_> {
    /// Reads what stands between the name and the value.
    pub(super) fn open(&self) -> syn::Result<()> {
        let Self { word, input, .. } = self;
        let is_right = match word.shape() {
            Shape::Flag => !(input.peek(Token![=]) || input.peek(token::Paren)),
            Shape::List => input.peek(token::Paren),
            Shape::Assigned => {
                input.parse::<Option<Token![=]>>()?.is_some()
                    && !(input.is_empty() || input.peek(Token![,]))
            }
        };
        if is_right { Ok(()) } else { Err(self.wrong_form()) }
    }

    /// Checks that the value is all there is.
    pub(super) fn close(&self) -> syn::Result<()> {
        let Self { word, input, .. } = self;
        let ends = input.is_empty() || input.peek(Token![,]);
        if word.shape() == Shape::Assigned && !ends {
            return Err(input.error(format!("expected `,` after `{}`", word.form)));
        }
        Ok(())
    }

    /// How it is written instead.
    pub(super) fn wrong_form(&self) -> syn::Error {
        let Word { name, form } = self.word;
        let message = match self.word.shape() {
            Shape::Flag => format!("`{name}` takes no value"),
            _ => format!("`{name}` is written `{form}`"),
        };
        syn::Error::new_spanned(self.key, message)
    }

    pub(super) fn value<T: Parse>(&self) -> syn::Result<T> {
        self.input.parse().map_err(|error| {
            let Word { name, form } = self.word;
            syn::Error::new(error.span(), format!("`{name}` is written `{form}`"))
        })
    }

    pub(super) fn expression(&self) -> syn::Result<Expr> {
        self.input.parse().map_err(|error: syn::Error| {
            let message = error.to_string();
            // The end of the arguments has the span of the whole attribute.
            let (span, message) = match message.strip_prefix("unexpected end of input, ") {
                Some(message) => (self.key.span(), message),
                None => (error.span(), message.as_str()),
            };
            // syn lists what each kind of expression begins with.
            let is_list = message.starts_with("expected one of");
            let message = if is_list { "expected an expression" } else { message };
            let Word { name, form } = self.word;
            syn::Error::new(span, format!("{message}; `{name}` is written `{form}`"))
        })
    }

    pub(super) fn string(&self) -> syn::Result<LitStr> {
        let is_macro = self.input.peek(Ident) && self.input.peek2(Token![!]);
        let literal: LitStr = self.value().map_err(|error: syn::Error| {
            if is_macro {
                let message = "expected a string literal: it is recorded before macros run";
                syn::Error::new(error.span(), message)
            } else {
                error
            }
        })?;
        self.not_empty(&literal)?;
        Ok(literal)
    }

    pub(super) fn not_empty(&self, literal: &LitStr) -> syn::Result<()> {
        if literal.value().trim().is_empty() {
            return Err(syn::Error::new(
                literal.span(),
                match self.word.name {
                    "when" => String::from("the reason is empty: say what must hold"),
                    "required_if" => String::from("the reason is empty: say who asked for it"),
                    name => format!("`{name}` is empty: write something or leave it out"),
                },
            ));
        }
        Ok(())
    }

    /// One of `words`.
    pub(super) fn choose<T>(
        &self,
        words: &[&str],
        from_word: fn(&str) -> Option<T>,
    ) -> syn::Result<T> {
        let name = self.word.name;
        if let Ok(quoted) = self.input.fork().parse::<LitStr>() {
            let text = quoted.value();
            let message = if from_word(&text).is_some() {
                format!("`{name}` takes a word without quotes: `{name} = {text}`")
            } else {
                let expected = expected(&text, words.iter().copied());
                format!("`{name}` takes a word without quotes; {expected}")
            };
            return Err(syn::Error::new(quoted.span(), message));
        }
        let ident: Ident = self.value()?;
        let text = ident.to_string();
        from_word(&text).ok_or_else(|| {
            let expected = expected(&text, words.iter().copied());
            syn::Error::new_spanned(&ident, format!("`{name}` cannot be `{text}`; {expected}"))
        })
    }

    /// `(one, another, ..)`, not empty.
    pub(super) fn list<T: Parse>(&self) -> syn::Result<Vec<T>> {
        let items = self.inside(|inner| {
            let mut items = Vec::new();
            while !inner.input.is_empty() {
                items.push(inner.value()?);
                if !inner.input.is_empty() {
                    inner.value::<Token![,]>()?;
                }
            }
            Ok(items)
        })?;
        if items.is_empty() {
            return Err(self.wrong_form());
        }
        Ok(items)
    }

    /// What stands in the parentheses.
    pub(super) fn inside<T>(
        &self,
        parse: impl FnOnce(&Written<'_>) -> syn::Result<T>,
    ) -> syn::Result<T> {
        let Self { key, word, input } = self;
        in_parentheses(input, |input| parse(&Written { key, word, input }))
    }
}
