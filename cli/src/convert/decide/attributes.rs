//! Attributes and documentation of the sides that go.

use quote::ToTokens;
use syn::{Attribute as Written, Meta};

use super::reason::{Reason, stays};
use super::sides::Sides;
use crate::read::source::one_line;
use crate::understand::cfg::Cfg;
use crate::understand::place::Place;

/// What documentation and what attributes the function that stays gets.
pub(super) fn of(
    place: &Place<'_>,
    sides: &Sides<'_>,
) -> Result<(Vec<String>, Vec<String>), Reason> {
    let (mut docs, mut attributes) = (Vec::new(), Vec::new());
    let written = |attribute: &Written| place.source.text_of(attribute).to_owned();
    let kept: Vec<String> = sides.kept.attributes.iter().map(written).collect();
    let has_docs = sides.kept.attributes.iter().any(|it| it.path().is_ident("doc"));
    for (branch, function) in sides.gone() {
        for attribute in function.attributes {
            if Cfg::of(attribute).is_some() || kept.contains(&written(attribute)) {
                continue;
            }
            let path = attribute.path().to_token_stream().to_string();
            match (path.as_str(), &attribute.meta) {
                ("doc", _) => {
                    let text = written(attribute);
                    let text = text.trim_end();
                    // One side documents the function; what the other said is kept.
                    match text.strip_prefix("///") {
                        Some(rest) if has_docs => docs.push(format!("//{rest}")),
                        None if has_docs => {
                            return stays("the sides differ in documentation");
                        }
                        _ => docs.push(text.to_owned()),
                    }
                }
                ("inline" | "cold", _) => {}
                ("allow" | "expect", Meta::List(list)) => {
                    let lints = list.tokens.to_string();
                    let silent = ["unused_variables", "unused_mut"];
                    let rest: Vec<&str> = lints
                        .split(',')
                        .map(str::trim)
                        .filter(|lint| !lint.is_empty() && !silent.contains(lint))
                        .collect();
                    if !rest.is_empty() {
                        let rest = rest.join(", ").replace(" :: ", "::");
                        let cfg = branch.cfg.as_cfg();
                        attributes.push(format!("#[cfg_attr({cfg}, {path}({rest}))]"));
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
    Ok((docs, attributes))
}
