//! The options that stand behind the predicate or the level.

use proc_macro2::TokenTree;
use syn::ext::IdentExt;
use syn::parse::ParseStream;
use syn::{Expr, Ident, LitStr, Path, Token, parenthesized, token};

use super::errors::Errors;
use super::words::{LogLevel, Priority, Word, expected};

/// `when(cond, "reason")`
#[derive(Clone)]
pub(crate) struct Condition {
    pub(crate) holds: Expr,
    pub(crate) reason: LitStr,
}

/// `name` or `mut name`
#[derive(Clone)]
pub(crate) struct Variable {
    pub(crate) mutability: Option<Token![mut]>,
    pub(crate) name: Ident,
}

impl syn::parse::Parse for Variable {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        Ok(Self { mutability: input.parse()?, name: input.parse()? })
    }
}

/// Every option of every attribute; each attribute accepts its own list of words.
#[derive(Clone, Default)]
pub(crate) struct Options {
    pub(crate) fallback: Option<syn::ExprPath>,
    pub(crate) otherwise: Option<Expr>,
    pub(crate) error: Option<Expr>,
    pub(crate) panics: Option<Ident>,
    pub(crate) when: Vec<Condition>,
    pub(crate) alternative: Option<LitStr>,
    pub(crate) hint: Option<LitStr>,
    pub(crate) available: Option<Ident>,
    pub(crate) name: Option<LitStr>,
    pub(crate) log: Option<LogLevel>,
    pub(crate) priority: Option<Priority>,
    pub(crate) tracking: Option<LitStr>,
    pub(crate) note: Option<LitStr>,
    pub(crate) krate: Option<Path>,
    pub(crate) method: Option<LitStr>,
    pub(crate) aliases: Vec<LitStr>,
    pub(crate) ignores: Vec<Ident>,
    pub(crate) refuses: Vec<Ident>,
    pub(crate) requires: Vec<Ident>,
    pub(crate) since: Option<LitStr>,
    pub(crate) constant: Option<Ident>,
    pub(crate) unused: Vec<Variable>,
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
        options.check_contradictions(errors);
        options
    }

    fn parse_one(
        &mut self,
        input: ParseStream<'_>,
        words: &[Word],
        seen: &mut Vec<String>,
    ) -> syn::Result<()> {
        let known = || words.iter().map(|word| word.form);
        if !input.peek(Ident::peek_any) {
            let forms = known().collect::<Vec<_>>().join("`, `");
            return Err(input.error(format!("expected an option, one of `{forms}`")));
        }
        let key: Ident = input.call(Ident::parse_any)?;
        let name = key.to_string();
        let Some(word) = words.iter().find(|word| word.name == name) else {
            let names = super::words::nearest_first(&name, words.iter().map(|word| word.name));
            let forms: Vec<&str> = names
                .iter()
                .filter_map(|name| words.iter().find(|word| word.name == *name))
                .map(|word| word.form)
                .collect();
            return Err(syn::Error::new_spanned(
                key,
                format!("unknown option `{name}`; expected one of `{}`", forms.join("`, `")),
            ));
        };
        let repeatable = matches!(word.name, "when");
        if seen.contains(&name) && !repeatable {
            return Err(syn::Error::new_spanned(key, format!("duplicate option `{name}`")));
        }
        seen.push(name);
        self.parse_value(&key, word, input)
    }

    fn parse_value(&mut self, key: &Ident, word: &Word, input: ParseStream<'_>) -> syn::Result<()> {
        match word.name {
            "panics" => {
                if input.peek(Token![=]) || input.peek(token::Paren) {
                    return Err(wrong_form(key, word));
                }
                self.panics = Some(key.clone());
            }
            "const" => {
                if input.peek(Token![=]) || input.peek(token::Paren) {
                    return Err(wrong_form(key, word));
                }
                self.constant = Some(key.clone());
            }
            "unused" => self.unused = list(key, word, input)?,
            "when" => self.when.push(condition(key, word, input)?),
            "aliases" => {
                self.aliases = list(key, word, input)?;
                for alias in &self.aliases {
                    not_empty(alias, word)?;
                }
            }
            "ignores" => self.ignores = list(key, word, input)?,
            "refuses" => self.refuses = list(key, word, input)?,
            "requires" => self.requires = list(key, word, input)?,
            _ => {
                if !input.peek(Token![=]) {
                    return Err(wrong_form(key, word));
                }
                input.parse::<Token![=]>()?;
                if input.is_empty() || input.peek(Token![,]) {
                    return Err(wrong_form(key, word));
                }
                self.parse_assigned(key, word, input)?;
            }
        }
        Ok(())
    }

    fn parse_assigned(
        &mut self,
        key: &Ident,
        word: &Word,
        input: ParseStream<'_>,
    ) -> syn::Result<()> {
        match word.name {
            "fallback" => self.fallback = Some(path(key, word, input)?),
            "otherwise" => self.otherwise = Some(expression(key, word, input)?),
            "error" => self.error = Some(expression(key, word, input)?),
            "available" => self.available = Some(value(word, input)?),
            "log" => self.log = Some(choose(input, word, LogLevel::WORDS, LogLevel::from_word)?),
            "priority" => {
                self.priority = Some(choose(input, word, Priority::WORDS, Priority::from_word)?);
            }
            "crate" => self.krate = Some(absolute_path(key, input)?),
            // One and the same to those who ask what to do.
            "alternative" | "workaround" => self.alternative = Some(string(word, input)?),
            "hint" => self.hint = Some(string(word, input)?),
            "name" => self.name = Some(string(word, input)?),
            "tracking" => self.tracking = Some(string(word, input)?),
            "note" => self.note = Some(string(word, input)?),
            "method" => self.method = Some(string(word, input)?),
            "since" => self.since = Some(string(word, input)?),
            _ => return Err(wrong_form(key, word)),
        }
        if !(input.is_empty() || input.peek(Token![,])) {
            return Err(input.error(format!("expected `,` after `{}`", word.form)));
        }
        Ok(())
    }

    fn check_contradictions(&self, errors: &mut Errors) {
        let message = |one: &str, other: &str| {
            format!("`{one}` and `{other}` contradict each other: keep one of them")
        };
        if let (Some(_), Some(otherwise)) = (&self.fallback, &self.otherwise) {
            errors.at(otherwise, message("fallback", "otherwise"));
        }
        if let Some(panics) = &self.panics {
            let others = [
                (self.fallback.is_some(), "fallback"),
                (self.otherwise.is_some(), "otherwise"),
                (self.error.is_some(), "error"),
            ];
            for (_, other) in others.into_iter().filter(|(given, _)| *given) {
                errors.at(panics, message("panics", other));
            }
        }
        let policies =
            [("ignores", &self.ignores), ("refuses", &self.refuses), ("requires", &self.requires)];
        let mut seen: Vec<(&str, &Ident)> = Vec::new();
        for (policy, parameters) in policies {
            for parameter in parameters {
                match seen.iter().find(|(_, other)| *other == parameter) {
                    Some((other, _)) if *other == policy => {
                        errors.at(parameter, format!("`{parameter}` is named twice in `{policy}`"));
                    }
                    Some((other, _)) => errors.at(
                        parameter,
                        format!("`{other}({parameter})` and `{policy}({parameter})` contradict each other: keep one of them"),
                    ),
                    None => seen.push((policy, parameter)),
                }
            }
        }
    }
}

/// Reads what stands in parentheses. A broken list is left behind as a whole: else syn reports the
/// rest of it as a second error.
pub(super) fn in_parentheses<T>(
    input: ParseStream<'_>,
    parse: impl FnOnce(ParseStream<'_>) -> syn::Result<T>,
) -> syn::Result<T> {
    let inner;
    parenthesized!(inner in input);
    let parsed = parse(&inner);
    if parsed.is_err() {
        skip(&inner);
    }
    parsed
}

/// Leaves `input` at its end.
pub(super) fn skip(input: ParseStream<'_>) {
    while !input.is_empty() {
        let _: syn::Result<TokenTree> = input.parse();
    }
}

/// Leaves `input` in front of the next comma, or at its end.
pub(super) fn skip_to_comma(input: ParseStream<'_>) {
    while !input.is_empty() && !input.peek(Token![,]) {
        let _: syn::Result<TokenTree> = input.parse();
    }
}

fn wrong_form(key: &Ident, word: &Word) -> syn::Error {
    let message = if word.name == word.form {
        format!("`{}` takes no value", word.name)
    } else {
        format!("`{}` is written `{}`", word.name, word.form)
    };
    syn::Error::new_spanned(key, message)
}

fn value<T: syn::parse::Parse>(word: &Word, input: ParseStream<'_>) -> syn::Result<T> {
    input.parse().map_err(|error| {
        syn::Error::new(error.span(), format!("`{}` is written `{}`", word.name, word.form))
    })
}

fn expression(key: &Ident, word: &Word, input: ParseStream<'_>) -> syn::Result<Expr> {
    input.parse().map_err(|error: syn::Error| {
        let message = error.to_string();
        // The end of the arguments has the span of the whole attribute.
        let (span, message) = match message.strip_prefix("unexpected end of input, ") {
            Some(message) => (key.span(), message),
            None => (error.span(), message.as_str()),
        };
        syn::Error::new(span, format!("{message}; `{}` is written `{}`", word.name, word.form))
    })
}

fn string(word: &Word, input: ParseStream<'_>) -> syn::Result<LitStr> {
    let literal: LitStr = value(word, input)?;
    not_empty(&literal, word)?;
    Ok(literal)
}

fn not_empty(literal: &LitStr, word: &Word) -> syn::Result<()> {
    if literal.value().trim().is_empty() {
        return Err(syn::Error::new(
            literal.span(),
            match word.name {
                "when" => String::from("the reason is empty: say what must hold"),
                name => format!("`{name}` is empty: write something or leave it out"),
            },
        ));
    }
    Ok(())
}

fn choose<T>(
    input: ParseStream<'_>,
    word: &Word,
    words: &[&str],
    from_word: fn(&str) -> Option<T>,
) -> syn::Result<T> {
    let ident: Ident = value(word, input)?;
    let text = ident.to_string();
    from_word(&text).ok_or_else(|| {
        let expected = expected(&text, words.iter().copied());
        syn::Error::new_spanned(&ident, format!("`{}` cannot be `{text}`; {expected}", word.name))
    })
}

fn path(key: &Ident, word: &Word, input: ParseStream<'_>) -> syn::Result<syn::ExprPath> {
    let is_alone = match input.cursor().ident() {
        Some((_, rest)) => {
            rest.eof() || rest.punct().is_some_and(|(punct, _)| punct.as_char() == ',')
        }
        None => false,
    };
    if is_alone && input.peek(Ident) {
        // As most are written, and an expression takes syn ten times as long.
        return Ok(syn::ExprPath {
            attrs: Vec::new(),
            qself: None,
            path: input.parse::<Ident>()?.into(),
        });
    }
    match expression(key, word, input)? {
        Expr::Path(path) => Ok(path),
        Expr::Call(call) => Err(syn::Error::new_spanned(
            &call,
            format!(
                "`{key}` takes the path of a function without arguments; to evaluate an expression write `otherwise = ..`"
            ),
        )),
        other => Err(syn::Error::new_spanned(
            other,
            format!(
                "`{key}` takes the path of a function; to evaluate an expression write `otherwise = ..`"
            ),
        )),
    }
}

/// The path behind `crate =`.
pub(crate) fn absolute_path(key: &Ident, input: ParseStream<'_>) -> syn::Result<Path> {
    const FORM: &str = "`crate` is written `crate = ::path` or `crate = crate::path`";
    // What the path means, if it is one of an extern crate.
    let corrected = |path: &Path| {
        let text = quote::quote!(#path).to_string().replace(' ', "");
        let text = text.trim_start_matches(':').to_owned();
        let first = path.segments.first().map(|segment| segment.ident.to_string());
        match first.as_deref() {
            Some("self" | "super") => String::from("crate::path"),
            Some("crate") => text,
            _ => format!("::{text}"),
        }
    };
    if input.peek(syn::LitStr) {
        let literal: LitStr = input.parse()?;
        let corrected = match literal.parse_with(Path::parse_mod_style) {
            Ok(path) => corrected(&path),
            Err(_) => String::from("::path"),
        };
        return Err(syn::Error::new(
            literal.span(),
            format!("`crate` takes a path, not a string: `crate = {corrected}`"),
        ));
    }
    if input.is_empty() {
        return Err(syn::Error::new_spanned(key, FORM));
    }
    let path: Path =
        input.call(Path::parse_mod_style).map_err(|error| syn::Error::new(error.span(), FORM))?;
    // What a macro writes as `$crate` comes as one word.
    let is_of_a_crate =
        path.segments.first().is_some_and(|it| it.ident == "crate" || it.ident == "$crate");
    if path.leading_colon.is_none() && !is_of_a_crate {
        let corrected = corrected(&path);
        return Err(syn::Error::new_spanned(
            &path,
            format!("`crate` takes an absolute path: `crate = {corrected}`"),
        ));
    }
    Ok(path)
}

fn condition(key: &Ident, word: &Word, input: ParseStream<'_>) -> syn::Result<Condition> {
    if !input.peek(token::Paren) {
        return Err(wrong_form(key, word));
    }
    in_parentheses(input, |inner| {
        if inner.is_empty() {
            return Err(wrong_form(key, word));
        }
        if inner.peek(LitStr) {
            return Err(inner.error("`when` needs a condition first: `when(cond, \"reason\")`"));
        }
        let holds = expression(key, word, inner)?;
        if inner.is_empty() {
            return Err(syn::Error::new_spanned(
                key,
                "`when` needs a reason that says what must hold: `when(cond, \"reason\")`",
            ));
        }
        value::<Token![,]>(word, inner)?;
        let reason = string(word, inner)?;
        if inner.peek(Token![,]) {
            inner.parse::<Token![,]>()?;
        }
        if !inner.is_empty() {
            return Err(
                inner.error("`when` takes one condition and one reason: `when(cond, \"reason\")`")
            );
        }
        Ok(Condition { holds, reason })
    })
}

fn list<T: syn::parse::Parse>(
    key: &Ident,
    word: &Word,
    input: ParseStream<'_>,
) -> syn::Result<Vec<T>> {
    if !input.peek(token::Paren) {
        return Err(wrong_form(key, word));
    }
    let items = in_parentheses(input, |inner| {
        let mut items = Vec::new();
        while !inner.is_empty() {
            items.push(value(word, inner)?);
            if !inner.is_empty() {
                value::<Token![,]>(word, inner)?;
            }
        }
        Ok(items)
    })?;
    if items.is_empty() {
        return Err(wrong_form(key, word));
    }
    Ok(items)
}
