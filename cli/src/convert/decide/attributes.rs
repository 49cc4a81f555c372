//! Attributes and documentation of the sides that go.

use std::collections::BTreeMap;

use quote::ToTokens;
use syn::{Attribute as Written, Expr, ExprLit, Lit, Meta};

use super::preference::is_failure;
use super::reason::{Reason, stays};
use super::sides::Sides;
use crate::read::source::one_line;
use crate::understand::cfg::Cfg;
use crate::understand::fallback;
use crate::understand::place::Place;

/// What is written above the functions of the sides that go.
#[derive(Default)]
pub(super) struct Above {
    /// Documentation of the function that stays, if it has none.
    pub(super) docs: Vec<String>,
    /// What documents a side that goes, by where that begins: no word about the one that stays.
    pub(super) comments: BTreeMap<usize, Vec<String>>,
    /// Attributes for the function that stays.
    pub(super) attributes: Vec<String>,
}

/// The lints that the attribute allows.
fn allowed(attribute: &Written) -> Vec<String> {
    let Meta::List(list) = &attribute.meta else { return Vec::new() };
    if !list.path.is_ident("allow") && !list.path.is_ident("expect") {
        return Vec::new();
    }
    let lints = list.tokens.to_string().replace(" :: ", "::");
    lints.split(',').map(str::trim).filter(|it| !it.is_empty()).map(str::to_owned).collect()
}

/// The lines of the documentation.
fn docs(attributes: &[Written]) -> Vec<String> {
    let lines = attributes.iter().filter_map(|it| match &it.meta {
        Meta::NameValue(it) if it.path.is_ident("doc") => match &it.value {
            Expr::Lit(ExprLit { lit: Lit::Str(text), .. }) => Some(text.value()),
            _ => None,
        },
        _ => None,
    });
    lines.flat_map(|it| it.split('\n').map(str::to_owned).collect::<Vec<_>>()).collect()
}

/// Whether rustdoc compiles a piece of the documentation.
fn has_test(attributes: &[Written]) -> bool {
    const LANGUAGES: &[&str] =
        &["", "rust", "no_run", "should_panic", "compile_fail", "standalone_crate"];
    let is_code = |language: &str| {
        let mut words = language.split([',', ' ']).map(str::trim);
        words.all(|it| LANGUAGES.contains(&it) || it.starts_with("edition"))
    };
    let mut is_inside = false;
    let mut was_blank = true;
    docs(attributes).iter().any(|line| {
        let text = line.trim_start();
        let is_indented = !is_inside && was_blank && line.starts_with("     ") && !text.is_empty();
        was_blank = text.is_empty() || (was_blank && is_indented);
        let fence = text.strip_prefix("```").or_else(|| text.strip_prefix("~~~"));
        let opens = fence.filter(|_| !is_inside);
        is_inside ^= fence.is_some();
        is_indented || opens.is_some_and(|it| is_code(it.trim_matches(['`', '~', ' '])))
    })
}

/// What becomes of the documentation and the attributes of the sides that go.
pub(super) fn of(place: &Place<'_>, sides: &Sides<'_>) -> Result<Above, Reason> {
    let kept_quiet: Vec<String> = sides.kept.attributes.iter().flat_map(allowed).collect();
    let mut above = Above::default();
    let written = |attribute: &Written| place.source.text_of(attribute).to_owned();
    let kept: Vec<String> = sides.kept.attributes.iter().map(written).collect();
    let has_docs = sides.kept.attributes.iter().any(|it| it.path().is_ident("doc"));
    for (branch, function) in sides.gone() {
        if has_test(function.attributes) && docs(function.attributes) != docs(sides.kept.attributes)
        {
            return stays("the documentation of a side that would go has a test");
        }
        for attribute in function.attributes {
            if Cfg::of(attribute).is_some() || kept.contains(&written(attribute)) {
                continue;
            }
            let path = attribute.path().to_token_stream().to_string();
            match (path.as_str(), &attribute.meta) {
                ("doc", _) => {
                    let text = written(attribute);
                    let text = text.trim_end();
                    match text.strip_prefix("///") {
                        Some(rest) if has_docs => {
                            let comments = above.comments.entry(branch.range.start).or_default();
                            comments.push(format!("//{rest}"));
                        }
                        None if has_docs => {
                            return stays("the sides differ in documentation");
                        }
                        _ => above.docs.push(text.to_owned()),
                    }
                }
                ("inline" | "cold", _) => {}
                ("allow" | "expect", Meta::List(_)) => {
                    let silent = ["unused_variables", "unused_mut"];
                    let mut rest = allowed(attribute);
                    // Of a body that only fails nothing stays that could be unused.
                    if is_failure(&fallback::of_block(function.body, None)) {
                        let unused = rest.iter_mut().filter(|it| *it == "unused");
                        unused.for_each(|it| *it = String::from("dead_code"));
                    }
                    rest.retain(|it| !silent.contains(&it.as_str()) && !kept_quiet.contains(it));
                    if !rest.is_empty() {
                        let rest = rest.join(", ");
                        let cfg = branch.cfg.as_cfg();
                        above.attributes.push(format!("#[cfg_attr({cfg}, {path}({rest}))]"));
                    }
                }
                _ => {
                    return stays(format!(
                        "only one side carries `{}`",
                        one_line(&written(attribute))
                    ));
                }
            }
        }
    }
    let is_special = |it: &Written| {
        it.path().is_ident("target_feature")
            || it.path().segments.last().is_some_and(|last| last.ident == "no_mangle")
    };
    if sides.kept.attributes.iter().any(is_special) {
        return stays("`#[target_feature]` and `#[no_mangle]` are left to a person");
    }
    Ok(above)
}
