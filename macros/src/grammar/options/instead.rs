//! What happens where the capability is not there, and when it is not.

use quote::{ToTokens, quote};
use syn::{Expr, ExprField, ExprLit, ExprMethodCall, ExprPath, Ident, Lit, LitStr, Member, Token};

use super::super::compact::compact;
use super::super::errors::{Errors, contradiction};
use super::super::words::Word;
use super::written::Written;

/// `when(cond, "reason")`, `required_if(cond, "reason")`
#[derive(Clone)]
pub(crate) struct Condition {
    pub(crate) holds: Expr,
    pub(crate) reason: LitStr,
}

/// `fallback`, `otherwise`, `error`, `panics`, `when`, `required_if`, `benign`
#[derive(Clone, Default)]
pub(crate) struct Instead {
    pub(crate) fallback: Option<ExprPath>,
    pub(crate) otherwise: Option<Expr>,
    pub(crate) error: Option<Expr>,
    pub(crate) panics: Option<Ident>,
    pub(crate) when: Vec<Condition>,
    pub(crate) required_if: Vec<Condition>,
    pub(crate) benign: Option<Ident>,
}

impl Instead {
    /// Reads the option if it is one of these.
    pub(super) fn read(&mut self, option: &Written<'_>) -> syn::Result<bool> {
        match option.word.name {
            "fallback" => self.fallback = Some(path(option)?),
            "otherwise" => self.otherwise = Some(option.expression()?),
            "error" => self.error = Some(error(option)?),
            "panics" => self.panics = Some(option.key.clone()),
            "when" => self.when.push(condition(option)?),
            "required_if" => self.required_if.push(condition(option)?),
            "benign" => self.benign = Some(option.key.clone()),
            _ => return Ok(false),
        }
        Ok(true)
    }

    /// Reports what contradicts each other.
    pub(super) fn check(&self, errors: &mut Errors) {
        if let (Some(_), Some(otherwise)) = (&self.fallback, &self.otherwise) {
            errors.at(otherwise, contradiction("fallback", "otherwise"));
        }
        if let Some(panics) = &self.panics {
            let others = [
                (self.fallback.is_some(), "fallback"),
                (self.otherwise.is_some(), "otherwise"),
                (self.error.is_some(), "error"),
            ];
            for (_, other) in others.into_iter().filter(|(given, _)| *given) {
                errors.at(panics, contradiction("panics", other));
            }
        }
    }
}

fn path(option: &Written<'_>) -> syn::Result<ExprPath> {
    let Written { key, input, .. } = option;
    let is_alone = match input.cursor().ident() {
        Some((_, rest)) => {
            rest.eof() || rest.punct().is_some_and(|(punct, _)| punct.as_char() == ',')
        }
        None => false,
    };
    if is_alone && input.peek(Ident) {
        // As most are written, and an expression takes syn ten times as long.
        return Ok(ExprPath {
            attrs: Vec::new(),
            qself: None,
            path: input.parse::<Ident>()?.into(),
        });
    }
    let mut expression = option.expression()?;
    // A macro hands on `$path` and `$expr` in invisible delimiters.
    while let Expr::Group(group) = expression {
        expression = *group.expr;
    }
    match expression {
        Expr::Path(path) => Ok(path),
        Expr::Call(call) => {
            let path = compact(call.func.to_token_stream());
            Err(syn::Error::new_spanned(
                &call,
                format!(
                    "`{key}` is called with the function's own arguments: write `{key} = {path}`, or `otherwise = {path}(..)` for others"
                ),
            ))
        }
        Expr::Await(future) => {
            let path = compact(future.base.to_token_stream());
            Err(syn::Error::new_spanned(
                future,
                format!("`{key}` is awaited in an `async fn` by itself: write `{key} = {path}`"),
            ))
        }
        Expr::Field(ExprField { base, member: Member::Named(method), .. })
        | Expr::MethodCall(ExprMethodCall { receiver: base, method, .. })
            if base.to_token_stream().to_string() == "self" =>
        {
            Err(syn::Error::new_spanned(
                quote!(#base.#method),
                format!(
                    "`{key}` takes the path of a function, and is handed `self` by itself: write `{key} = Self::{method}`"
                ),
            ))
        }
        Expr::Lit(ExprLit { lit: Lit::Str(text), .. })
            if syn::parse_str::<ExprPath>(&text.value()).is_ok() =>
        {
            let path = text.value();
            Err(syn::Error::new(
                text.span(),
                format!("`{key}` takes a path without quotes: `{key} = {path}`"),
            ))
        }
        other => Err(syn::Error::new_spanned(
            other,
            format!(
                "`{key}` takes the path of a function; to evaluate an expression write `otherwise = ..`"
            ),
        )),
    }
}

fn error(option: &Written<'_>) -> syn::Result<Expr> {
    let error = option.expression()?;
    if let Expr::Lit(value) = &error {
        let value = compact(value.to_token_stream());
        return Err(syn::Error::new_spanned(
            &error,
            format!(
                "`error` takes a function of `featherfall::Unavailable`: write `error = |_| {value}`"
            ),
        ));
    }
    Ok(error)
}

fn condition(option: &Written<'_>) -> syn::Result<Condition> {
    let Word { name, form } = option.word;
    let what = if *name == "when" { "what must hold" } else { "who asked for it" };
    option.inside(|inner| {
        let input = inner.input;
        if input.is_empty() {
            return Err(inner.wrong_form());
        }
        if input.peek(LitStr)
            && let Ok(text) = input.fork().parse::<LitStr>()
        {
            // `when("x > 1")`; a reason is no expression.
            let is_condition = text.value().contains(['<', '>', '=', '(', '.', '!'])
                && syn::parse_str::<Expr>(&text.value()).is_ok();
            let first = if is_condition {
                let condition = text.value();
                format!("`{name}` takes a condition without quotes, and a reason: `{name}({condition}, \"reason\")`")
            } else {
                format!("`{name}` needs a condition first: `{form}`")
            };
            return Err(syn::Error::new(text.span(), first));
        }
        let holds = inner.expression()?;
        if let Expr::Let(binding) = &holds {
            let value = compact(binding.expr.to_token_stream());
            let pattern = compact(binding.pat.to_token_stream());
            return Err(syn::Error::new_spanned(
                binding,
                format!("`{name}` takes a `bool`: write `matches!({value}, {pattern})`"),
            ));
        }
        if input.is_empty() {
            return Err(syn::Error::new_spanned(
                inner.key,
                format!("`{name}` needs a reason that says {what}: `{form}`"),
            ));
        }
        inner.value::<Token![,]>()?;
        let reason = inner.string()?;
        if input.peek(Token![,]) {
            input.parse::<Token![,]>()?;
        }
        if !input.is_empty() {
            return Err(
                input.error(format!("`{name}` takes one condition and one reason: `{form}`"))
            );
        }
        Ok(Condition { holds, reason })
    })
}
