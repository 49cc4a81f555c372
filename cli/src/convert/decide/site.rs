//! One site: what becomes of it, or why it stays.

use super::plan::Plan;
use super::reason::{NO_STD, Reason, stays};
use super::{arm, chain, function, preference};
use crate::understand::place::Place;
use crate::understand::site::Shape;

/// What becomes of the site.
pub(super) fn site<'a>(place: &Place<'a>) -> Result<Plan<'a>, Reason> {
    reachable(place)?;
    if !matches!(place.site.shape, Shape::Definition | Shape::Macro)
        && let Some(name) = place.undeclared()
    {
        return stays(format!("Cargo.toml declares no feature `{name}`"));
    }
    preference::check(place)?;
    let plan = match place.site.shape {
        Shape::Function => function::decide(place).map(Plan::Functions),
        Shape::Body | Shape::Statement | Shape::Let => chain::decide(place),
        Shape::Arm => arm::decide(place),
        Shape::Definition if place.site.item.is_empty() => {
            stays("a part of an expression: choose it by `feature_gated!`")
        }
        Shape::Definition => stays(definition_stays(&place.site.item)),
        Shape::Macro => stays("it stands inside of a macro"),
    }?;
    preference::keeps_lines(place, &plan)?;
    Ok(plan)
}

fn definition_stays(item: &str) -> &'static str {
    if item.split("::").any(|it| it.starts_with("impl ")) {
        "make the blocks one by hand: `#[requires_feature]` on it gates each of its functions"
    } else {
        "modules, imports, types and constants cannot be gated by an attribute"
    }
}

/// Whether the site belongs to the code that the package ships.
pub(super) fn reachable(place: &Place<'_>) -> Result<(), Reason> {
    if place.index.package.manifest.name.is_empty() {
        return stays("no Cargo.toml that can be read says what package it belongs to");
    }
    if place.index.package.inside(place.file) == "build.rs" {
        return stays("a build script");
    }
    if place.site.in_test {
        return stays("test code");
    }
    if place.index.is_no_std(place.file) {
        return stays(NO_STD);
    }
    if place.index.module(place.file).is_none() {
        return stays("no `mod` of the package leads to the file");
    }
    Ok(())
}
