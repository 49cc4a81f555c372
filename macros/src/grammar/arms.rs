//! The arms of `feature_gated!`, cut by their tokens: what stands in an arm is never parsed.

use proc_macro2::{Delimiter, Ident, Spacing, Span, TokenStream, TokenTree};
use syn::parse::{ParseStream, Parser};

use super::compact::compact;
use super::errors::Errors;
use super::options::Options;
use super::predicate::{Predicate, joined};
use super::skip::skip;
use super::statement::as_last_statement;
use super::words::FEATURE_GATED;

/// `(options) PRED => body, .. _ => body`
pub(crate) struct Arms {
    pub(crate) options: Options,
    /// At least one, if there is no error.
    pub(crate) list: Vec<Arm>,
    /// `_ => body`
    pub(crate) otherwise: Option<Body>,
}

/// `PRED => body`
pub(crate) struct Arm {
    pub(crate) predicate: Predicate,
    pub(crate) body: Body,
}

/// What stands behind `=>`.
pub(crate) struct Body {
    /// The expression, or the inside of the block.
    pub(crate) tokens: TokenStream,
    pub(crate) span: Span,
}

impl Arms {
    /// Reads everything; what is broken is reported and left out.
    pub(crate) fn parse(tokens: TokenStream, errors: &mut Errors) -> Self {
        let tokens: Vec<TokenTree> = tokens.into_iter().collect();
        let mut rest = &tokens[..];
        let mut parsed = Self { options: Options::default(), list: Vec::new(), otherwise: None };
        if let [TokenTree::Group(group), after @ ..] = rest
            && group.delimiter() == Delimiter::Parenthesis
        {
            let options =
                |input: ParseStream<'_>| Ok(Options::parse_list(input, FEATURE_GATED, errors));
            let options = options.parse2(group.stream());
            parsed.options = errors.take(options).unwrap_or_default();
            rest = without_comma(after);
        }
        while !rest.is_empty() {
            rest = parsed.parse_arm(rest, errors);
        }
        if parsed.list.is_empty() && errors.is_empty() {
            errors.push(syn::Error::new(
                parsed.otherwise.as_ref().map_or_else(Span::call_site, |body| body.span),
                "`feature_gated!` needs an arm with a feature: `\"cuda\" => expr, _ => expr`",
            ));
        }
        parsed
    }

    /// Reads the arm at the start of `tokens`; returns what stands behind it.
    fn parse_arm<'a>(&mut self, tokens: &'a [TokenTree], errors: &mut Errors) -> &'a [TokenTree] {
        let Some((head, after)) = split_at_arrow(tokens) else {
            match tokens {
                [TokenTree::Literal(feature)] => errors.at(
                    feature,
                    format!("expected an arm: `{feature} => expr,`; as a condition write `cfg!(feature = {feature})`"),
                ),
                [TokenTree::Ident(word), ..] if *word == "else" => {
                    errors.at(word, "the last arm is written `_ => expr`");
                }
                [feature @ TokenTree::Literal(_), TokenTree::Punct(other), ..]
                    if matches!(other.as_char(), '-' | ':') =>
                {
                    let message = format!("expected `=>` behind the predicate: `{feature} => expr`");
                    errors.at(other, message);
                }
                [feature @ TokenTree::Literal(_), block, ..] if is_block(block) => {
                    errors.at(block, format!("expected `=>` behind the predicate: `{feature} => {{ .. }}`"));
                }
                _ => errors
                    .at(tokens.first(), "expected an arm: `\"feature\" => expr,` or `_ => expr`"),
            }
            return &[];
        };
        let (body, rest) = body(after);
        let Some(body) = body else {
            match split_at_arrow(after) {
                _ if after.first().is_some_and(is_comma) => {
                    errors.at(&after[0], "expected an expression or a block behind `=>`");
                    return &after[1..];
                }
                Some(([_, .., another], _)) => {
                    errors.at(another, "expected `,` before this arm");
                    return &[];
                }
                _ => errors
                    .at(tokens.get(head.len()), "expected an expression or a block behind `=>`"),
            }
            return rest;
        };
        if let Some(option) = body.option() {
            let message = format!(
                "options stand first, in parentheses: `({option} = .., ..) \"feature\" => ..`"
            );
            errors.at(option, message);
            return rest;
        }
        if let Some(otherwise) = &self.otherwise {
            errors.push(syn::Error::new(otherwise.span, "`_` must be the last arm"));
            return &[];
        }
        if matches!(head, [TokenTree::Ident(ident)] if *ident == "_") {
            self.otherwise = Some(body);
            return rest;
        }
        if let [TokenTree::Ident(word)] = head
            && (*word == "else" || *word == "default")
        {
            errors.at(word, "the last arm is written `_ => expr`");
            return rest;
        }
        if let [TokenTree::Punct(pound), TokenTree::Group(cfg), ..] = head
            && pound.as_char() == '#'
        {
            let inside = cfg.stream().into_iter().last().map(|it| match it {
                TokenTree::Group(inside) => compact(inside.stream()),
                other => other.to_string(),
            });
            let inside = inside.unwrap_or_default();
            errors.at(
                cfg,
                format!("an arm begins with the inside of the `#[cfg(..)]`: `{inside} => ..`"),
            );
            return rest;
        }
        if let Some((first, message)) = options_in_front(head) {
            errors.at(first, message);
            return rest;
        }
        let predicate: TokenStream = head.iter().cloned().collect();
        let read = |input: ParseStream<'_>| {
            let predicate: Predicate = input.parse()?;
            if let Some(other) = input.cursor().token_tree().map(|(other, _)| other) {
                let message = joined(input)
                    .unwrap_or_else(|| String::from("expected `=>` behind the predicate"));
                skip(input);
                return Err(syn::Error::new(other.span(), message));
            }
            Ok(predicate)
        };
        if let Some(predicate) = errors.take(read.parse2(predicate)) {
            self.list.push(Arm { predicate, body });
        }
        rest
    }
}

/// What is said of options that stand before the first predicate without their parentheses.
fn options_in_front(head: &[TokenTree]) -> Option<(&TokenTree, String)> {
    let (first, options) = match head {
        [first @ TokenTree::Group(group), ..] if group.delimiter() != Delimiter::Parenthesis => {
            (first, compact(group.stream()))
        }
        [first @ TokenTree::Ident(word), ..] if FEATURE_GATED.iter().any(|it| *word == it.name) => {
            let ends = |it: &TokenTree| {
                is_comma(it) || matches!(it, TokenTree::Punct(punct) if punct.as_char() == ';')
            };
            let end = head.iter().position(ends).unwrap_or(head.len());
            (first, compact(head[..end].iter().cloned().collect()))
        }
        _ => return None,
    };
    let feature = head.iter().skip(1).find(|it| matches!(it, TokenTree::Literal(_)))?;
    Some((first, format!("options stand first, in parentheses: `({options}) {feature} => ..`")))
}

/// The body at the start of `tokens`, and what stands behind it.
///
/// A block ends the arm. Everything else ends at the comma, or behind the brace, in front of the
/// next predicate: no predicate has a comma or a brace outside of its parentheses, expressions do.
fn body(tokens: &[TokenTree]) -> (Option<Body>, &[TokenTree]) {
    if let [TokenTree::Group(block), rest @ ..] = tokens
        && block.delimiter() == Delimiter::Brace
    {
        let body = Body { tokens: block.stream(), span: block.span() };
        return (Some(body), without_comma(rest));
    }
    let (body, rest) = match split_at_arrow(tokens) {
        None => match tokens {
            [body @ .., TokenTree::Punct(comma)] if comma.as_char() == ',' => (body, &[][..]),
            body => (body, &[][..]),
        },
        Some((before, _)) => {
            let end = before.iter().rposition(|token| is_comma(token) || is_block(token));
            match end {
                Some(end) if is_comma(&tokens[end]) => (&tokens[..end], &tokens[end + 1..]),
                Some(end) => tokens.split_at(end + 1),
                // `"a" => "b" => ..`: the first has no body.
                None => (&[][..], tokens),
            }
        }
    };
    let span = body.first().map(TokenTree::span);
    let tokens = || as_last_statement(body.iter().cloned().collect());
    (span.map(|span| Body { tokens: tokens(), span }), rest)
}

/// Splits at the first `=>`.
fn split_at_arrow(tokens: &[TokenTree]) -> Option<(&[TokenTree], &[TokenTree])> {
    let at = tokens.windows(2).position(|pair| {
        matches!(
            pair,
            [TokenTree::Punct(equals), TokenTree::Punct(angle)]
                if equals.as_char() == '='
                    && equals.spacing() == Spacing::Joint
                    && angle.as_char() == '>'
        )
    })?;
    Some((&tokens[..at], &tokens[at + 2..]))
}

fn without_comma(tokens: &[TokenTree]) -> &[TokenTree] {
    match tokens {
        [first, rest @ ..] if is_comma(first) => rest,
        tokens => tokens,
    }
}

fn is_comma(token: &TokenTree) -> bool {
    matches!(token, TokenTree::Punct(punct) if punct.as_char() == ',')
}

fn is_block(token: &TokenTree) -> bool {
    matches!(token, TokenTree::Group(group) if group.delimiter() == Delimiter::Brace)
}

impl Body {
    /// The name of an option that stands behind the expression: `1, name = ".."`.
    fn option(&self) -> Option<Ident> {
        let tokens: Vec<TokenTree> = self.tokens.clone().into_iter().collect();
        tokens.windows(3).find_map(|it| match it {
            [comma, TokenTree::Ident(name), TokenTree::Punct(equals)]
                if is_comma(comma)
                    && equals.as_char() == '='
                    && equals.spacing() == Spacing::Alone
                    && FEATURE_GATED.iter().any(|word| *name == word.name) =>
            {
                Some(name.clone())
            }
            _ => None,
        })
    }

    /// Whether it is a literal, a path, a negation, or a tuple, array or reference of those: a
    /// value that is not worth counting, and that is constant.
    pub(crate) fn is_plain(&self) -> bool {
        let tokens: Vec<TokenTree> = self.tokens.clone().into_iter().collect();
        is_plain(&tokens)
    }
}

fn is_plain(tokens: &[TokenTree]) -> bool {
    match tokens {
        // `{}` is `()`.
        [] | [TokenTree::Literal(_)] => true,
        [TokenTree::Punct(sign), rest @ ..]
            if matches!(sign.as_char(), '-' | '!' | '&') && !rest.is_empty() =>
        {
            is_plain(rest)
        }
        [TokenTree::Group(group)] if group.delimiter() != Delimiter::Brace => {
            let inner: Vec<TokenTree> = group.stream().into_iter().collect();
            inner
                .split(|token| {
                    matches!(token, TokenTree::Punct(punct) if matches!(punct.as_char(), ',' | ';'))
                })
                .all(is_plain)
        }
        path => {
            const NO_VALUES: [&str; 4] = ["return", "break", "continue", "yield"];
            let mut is_name = false;
            let is_path = path.iter().all(|token| match token {
                TokenTree::Ident(ident) => {
                    !std::mem::replace(&mut is_name, true)
                        && !NO_VALUES.iter().any(|word| *ident == word)
                }
                TokenTree::Punct(punct) => {
                    is_name = false;
                    punct.as_char() == ':'
                }
                _ => false,
            });
            is_path && is_name
        }
    }
}
