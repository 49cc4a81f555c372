//! The options that stand behind the predicate or the level.

mod choice;
mod crate_path;
mod debt;
mod instead;
mod message;
mod quant;
mod written;

use quote::ToTokens;
use syn::ext::IdentExt;
use syn::parse::ParseStream;
use syn::{Ident, LitStr, Path, Token};

use super::compact::compact;
use super::errors::Errors;
use super::nearest::{nearest_first, similar};
use super::skip::skip_to_comma;
use super::words::{Word, meant_by};
pub(crate) use choice::{Choice, Variable};
pub(crate) use crate_path::absolute_path;
pub(crate) use debt::Debt;
pub(crate) use instead::{Condition, Instead};
pub(crate) use message::Message;
pub(crate) use quant::{Policy, Quant};
use written::Written;

/// Every option of every attribute; each attribute accepts its own list of words.
#[derive(Clone, Default)]
pub(crate) struct Options {
    pub(crate) instead: Instead,
    pub(crate) message: Message,
    pub(crate) debt: Debt,
    pub(crate) quant: Quant,
    pub(crate) choice: Choice,
    pub(crate) available: Option<Ident>,
    pub(crate) krate: Option<Path>,
}

impl Options {
    /// Reads `, option, option ..` to the end. A broken option is reported and skipped.
    pub(crate) fn parse(input: ParseStream<'_>, words: &[Word], errors: &mut Errors) -> Self {
        Self::parse_after(input, words, errors, false)
    }

    /// Reads `option, option ..` to the end.
    pub(crate) fn parse_list(input: ParseStream<'_>, words: &[Word], errors: &mut Errors) -> Self {
        Self::parse_after(input, words, errors, true)
    }

    fn parse_after(
        input: ParseStream<'_>,
        words: &[Word],
        errors: &mut Errors,
        mut is_first: bool,
    ) -> Self {
        let mut options = Self::default();
        let mut seen: Vec<String> = Vec::new();
        while !input.is_empty() {
            if std::mem::take(&mut is_first) {
                // Nothing stands before it that a comma could separate it from.
            } else if let Err(error) = input.parse::<Token![,]>() {
                errors.push(syn::Error::new(error.span(), "expected `,` between options"));
                skip_to_comma(input);
                continue;
            }
            if input.is_empty() {
                break;
            }
            if let Err(error) = options.parse_one(input, words, &mut seen) {
                errors.push(error);
                skip_to_comma(input);
            }
        }
        options.instead.check(errors);
        options.quant.check(errors);
        options
    }

    fn parse_one(
        &mut self,
        input: ParseStream<'_>,
        words: &[Word],
        seen: &mut Vec<String>,
    ) -> syn::Result<()> {
        let known = || words.iter().map(|word| word.form);
        if let Ok(text) = input.fork().parse::<LitStr>()
            && let Some(word) = words.iter().find(|word| word.form.ends_with("\"..\""))
        {
            let (name, text) = (word.name, compact(text.to_token_stream()));
            return Err(input.error(format!("expected an option: write `{name} = {text}`")));
        }
        if input.peek(Token![,]) {
            return Err(input.error("nothing stands between these commas: remove one"));
        }
        if input.peek(syn::token::Bracket) || input.peek(syn::token::Brace) {
            let group: proc_macro2::Group = input.parse()?;
            let options = compact(group.stream());
            let message = format!("options stand side by side, without brackets: `{options}`");
            return Err(syn::Error::new(group.span_open(), message));
        }
        if !input.peek(Ident::peek_any) {
            let forms = known().collect::<Vec<_>>().join("`, `");
            return Err(input.error(format!("expected an option, one of `{forms}`")));
        }
        let key: Ident = input.call(Ident::parse_any)?;
        let name = key.to_string();
        let Some(word) = words.iter().find(|word| word.name == name) else {
            let form = |name| words.iter().find(|word| word.name == name).map(|word| word.form);
            let slip = similar(&name, words.iter().map(|word| word.name))
                .and_then(form)
                .or_else(|| meant_by(&name).iter().copied().find_map(form));
            let meant = if let Some(form) = slip {
                format!(": did you mean `{form}`?")
            } else {
                let names = nearest_first(&name, words.iter().map(|word| word.name));
                let forms: Vec<&str> = names.into_iter().filter_map(form).collect();
                format!("; expected one of `{}`", forms.join("`, `"))
            };
            return Err(syn::Error::new_spanned(key, format!("unknown option `{name}`{meant}")));
        };
        let repeatable = matches!(word.name, "when" | "required_if");
        if seen.contains(&name) && !repeatable {
            return Err(syn::Error::new_spanned(key, format!("duplicate option `{name}`")));
        }
        seen.push(name);
        self.read(&Written { key: &key, word, input })
    }

    fn read(&mut self, option: &Written<'_>) -> syn::Result<()> {
        option.open()?;
        let is_read = self.instead.read(option)?
            || self.message.read(option)?
            || self.debt.read(option)?
            || self.quant.read(option)?
            || self.choice.read(option)?;
        if !is_read {
            match option.word.name {
                "available" => self.available = Some(constant(option)?),
                "crate" => self.krate = Some(absolute_path(option.key, option.input)?),
                _ => return Err(option.wrong_form()),
            }
        }
        option.close()
    }
}

/// `NAME`, of the constant that `available` declares.
fn constant(option: &Written<'_>) -> syn::Result<Ident> {
    let input = option.input;
    let span = input.span();
    let name = match input.fork().parse::<LitStr>() {
        Ok(quoted) => quoted.value(),
        Err(_) => input.fork().parse::<Ident>().map_or_else(|_| String::new(), |it| it.to_string()),
    };
    let written = input.parse::<Ident>().ok();
    let is_alone = input.is_empty() || input.peek(Token![,]);
    match written {
        Some(written) if is_alone && !name.contains(char::is_lowercase) => Ok(written),
        _ => {
            let name = if syn::parse_str::<Ident>(&name).is_ok() {
                name.to_uppercase()
            } else {
                String::from("NAME")
            };
            Err(syn::Error::new(
                span,
                format!(
                    "`available` declares a constant: write its name in upper case, `available = {name}`; what is asked at run time is `when(cond, \"reason\")`"
                ),
            ))
        }
    }
}
