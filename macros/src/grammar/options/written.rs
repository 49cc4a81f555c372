//! One option as it is written, and the kinds of value that it may have.

use proc_macro2::{TokenStream, TokenTree};
use quote::ToTokens;
use syn::parse::{Parse, ParseStream};
use syn::{Expr, Ident, LitStr, Token, token};

use super::super::compact::compact;
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
        if is_right { Ok(()) } else { Err(self.written_again()) }
    }

    /// What follows, as it is written instead; it is left behind, a reason without parentheses too.
    fn written_again(&self) -> syn::Error {
        let Self { key, word, input } = self;
        // `:`, `=>`
        while input.peek(Token![=]) || input.peek(Token![:]) || input.peek(Token![>]) {
            let _: syn::Result<TokenTree> = input.parse();
        }
        let mut value = TokenStream::new();
        let is_end = |input: ParseStream<'_>| {
            let is_reason = word.takes_a_reason() && input.peek2(LitStr);
            input.is_empty() || input.peek(Token![,]) && !is_reason
        };
        while !is_end(input) {
            match input.parse::<TokenTree>() {
                Ok(token) => value.extend([token]),
                Err(_) => break,
            }
        }
        let tokens = Vec::from_iter(value.clone());
        let value = match &tokens[..] {
            [TokenTree::Group(group)] => group.stream(),
            _ => value,
        };
        let value = match compact(value) {
            value if value.is_empty() => return self.wrong_form(),
            value if word.takes_a_reason() && !value.ends_with('"') => {
                format!("{value}, \"reason\"")
            }
            value => value,
        };
        let name = word.name;
        let message = match word.shape() {
            Shape::Flag => return self.wrong_form(),
            Shape::Assigned => format!("`{name}` takes `=`: write `{name} = {value}`"),
            Shape::List => format!("`{name}` takes parentheses: write `{name}({value})`"),
        };
        syn::Error::new_spanned(key, message)
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
            Shape::Flag => format!("`{name}` takes no value: write `{name}` alone"),
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
        let input = self.input;
        let is_macro = input.peek(Ident) && input.peek2(Token![!]);
        if is_macro {
            return Err(input.error("expected a string literal: it is recorded before macros run"));
        }
        // `name = flash`, `since = 0.3`
        let word = input.cursor().token_tree().map(|(token, _)| token);
        if let (Some(TokenTree::Ident(_) | TokenTree::Literal(_)), false) =
            (&word, input.peek(LitStr))
            && self.word.shape() == Shape::Assigned
        {
            let (name, text) = (self.word.name, word.into_token_stream().to_string());
            let text = text.trim_matches(['\'', '"']);
            return Err(
                input.error(format!("`{name}` takes a string: write `{name} = \"{text}\"`"))
            );
        }
        let literal: LitStr = self.value()?;
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
