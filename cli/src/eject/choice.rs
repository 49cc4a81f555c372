//! Blocks behind `#[cfg]` in the place of `feature_gated!`.

use std::ops::Range;

use proc_macro2::{TokenStream, TokenTree};
use syn::ReturnType;

use super::around::{Around, comment};
use super::refusal::{self, Unavailable};
use crate::grammar::{Arms, Body, Errors};
use crate::understand::cfg::{self, Cfg};
use crate::write::edit::{self, Edit};

/// The edit; `next` is the token behind the macro.
pub(super) fn edits(
    around: &Around<'_>,
    range: Range<usize>,
    tokens: TokenStream,
    output: Option<&ReturnType>,
    next: Option<&TokenTree>,
) -> Result<Vec<Edit>, String> {
    let source = around.source;
    let mut errors = Errors::default();
    let arms = Arms::parse(tokens, &mut errors);
    if !errors.is_empty() {
        return Err(String::from("it is broken"));
    }
    let predicates: Vec<Cfg> = arms.list.iter().map(|it| Cfg::from(&it.predicate)).collect();
    let any = |all: &[Cfg]| Cfg::one_of(all.to_vec());
    let none = any(&predicates).negated();
    let (indent, newline) = (source.indent(range.start).to_owned(), source.newline());
    // At the end of a block the arms stand by themselves.
    let is_first = source.slice(source.line_start(range.start)..range.start).trim().is_empty();
    let is_bare = is_first && around.returned.is_tail(range.start);
    let inner = if is_bare { indent.clone() } else { format!("{indent}    ") };
    let mut text = String::new();
    let mut line = |it: &str| text.push_str(&format!("{newline}{inner}{it}"));
    let mut used: Vec<Range<usize>> = Vec::new();
    let mut blocks: Vec<(String, String)> = Vec::new();
    let mut block = |cfg: &Cfg, body: &Body| {
        let (range, code) = code(around, body, &format!("{inner}    "));
        used.push(range);
        blocks.push((cfg.as_cfg(), code));
    };
    for (index, arm) in arms.list.iter().enumerate() {
        let own = predicates[index].clone();
        let cfg = match &predicates[..index] {
            [] => own,
            earlier if cfg::are_exclusive(&[&own, &any(earlier)]) => own,
            earlier => Cfg::All(vec![own, any(earlier).negated()]),
        };
        block(&cfg, &arm.body);
    }
    let options = &arms.options;
    let requires = any(&predicates);
    let first = predicates.iter().find_map(|it| it.features().first().map(|it| (*it).to_owned()));
    let name = options.message.name.as_ref().map(syn::LitStr::value).or(first);
    let name = name.unwrap_or_else(|| requires.as_cfg());
    let unavailable =
        Unavailable { name: &name, package: around.package, requires: &requires, options };
    match &arms.otherwise {
        Some(body) => block(&none, body),
        None if options.instead.panics.is_some() => {
            blocks.push((none.as_cfg(), refusal::panic(&unavailable.text(&[]))));
        }
        None => {
            let text = unavailable.text(&[]);
            let error = refusal::error(around, &text, options.instead.error.as_ref(), output)?;
            // `?` takes it out of a `Poll` too.
            let polled = error.strip_prefix("std::task::Poll::Ready(");
            let error = polled.and_then(|it| it.strip_suffix(')')).unwrap_or(&error);
            let error =
                error.strip_suffix(".into())").map_or(error.to_owned(), |it| format!("{it})"));
            // Not `return`: what follows would be unreachable, and rustc would say so.
            let is_discarded = next.is_some_and(|it| it.to_string() == ";");
            let value = match error.strip_prefix("Err(") {
                Some(rest) if is_discarded => format!("Err::<(), _>({rest}?"),
                _ => format!("{error}?"),
            };
            blocks.push((none.as_cfg(), value));
        }
    }
    let debt = &options.debt;
    for it in [&options.message.alternative, &debt.note, &debt.tracking].into_iter().flatten() {
        if arms.otherwise.is_some() || !text_has_alternative(options, it) {
            line(&comment(&it.value()));
        }
    }
    for it in source.comments() {
        let is_in =
            |range: &Range<usize>| range.start <= it.range.start && it.range.end <= range.end;
        if is_in(&range) && !used.iter().any(is_in) {
            line(source.slice(it.range.clone()));
        }
    }
    if !options.choice.unused.is_empty() {
        let unused = options.choice.unused.iter().map(|it| {
            let mutability = if it.mutability.is_some() { "mut " } else { "" };
            format!("&{mutability}{}", it.name)
        });
        line(&format!("let _ = ({},);", unused.collect::<Vec<_>>().join(", ")));
    }
    for (cfg, code) in blocks {
        line(&format!("#[cfg({cfg})]"));
        if code.is_empty() {
            line("{}");
        } else {
            line("{");
            line(&format!("    {code}"));
            line("}");
        }
    }
    let text =
        if is_bare { text.trim_start().to_owned() } else { format!("{{{text}{newline}{indent}}}") };
    // A block ends a statement where a macro does not.
    let goes_on = matches!(next, Some(TokenTree::Punct(it)) if !matches!(it.as_char(), ';' | ','));
    let text = if goes_on { format!("({text})") } else { text };
    Ok(vec![Edit::replace(range, text)])
}

fn text_has_alternative(options: &crate::grammar::Options, text: &syn::LitStr) -> bool {
    options.message.alternative.as_ref().is_some_and(|it| it.value() == text.value())
}

/// Where an arm's code stands, and the code at its new depth.
fn code(around: &Around<'_>, body: &Body, indent: &str) -> (Range<usize>, String) {
    let source = around.source;
    let whole = source.range(body.span);
    let leaves = leaves(around, body.tokens.clone());
    let text = source.slice(whole.clone());
    let is_block = text.starts_with('{')
        && text.ends_with('}')
        && leaves.as_ref().is_none_or(|it| whole.start < it.start && it.end < whole.end);
    let range = if is_block {
        let inside = source.slice(whole.start + 1..whole.end - 1);
        let start = whole.start + 1 + (inside.len() - inside.trim_start().len());
        start..(start + inside.trim().len())
    } else {
        leaves.unwrap_or(whole.start..whole.start)
    };
    let used = if is_block { whole } else { range.clone() };
    let from = source.indent(range.start).to_owned();
    (used, edit::moved(source, range, &from, indent))
}

/// The bytes from the first token to the last; what a macro put around them has none.
fn leaves(around: &Around<'_>, tokens: TokenStream) -> Option<Range<usize>> {
    let mut all: Option<Range<usize>> = None;
    for token in tokens {
        let own = around.source.range(token.span());
        let own = if token.span().byte_range().is_empty() {
            match token {
                TokenTree::Group(group) => leaves(around, group.stream()),
                _ => None,
            }
        } else {
            Some(own)
        };
        all = match (all, own) {
            (Some(all), Some(own)) => Some(all.start.min(own.start)..all.end.max(own.end)),
            (all, own) => all.or(own),
        };
    }
    all
}
