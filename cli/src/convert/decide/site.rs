//! One site: what becomes of it, or why it stays.

use super::plan::Plan;
use super::reason::{NO_STD, Reason, stays};
use super::{arm, chain, function, lone, preference};
use crate::understand::place::Place;
use crate::understand::site::{Part, Shape, Site};

/// What becomes of the site.
pub(super) fn site<'a>(place: &Place<'a>) -> Result<Plan<'a>, Reason> {
    reachable(place)?;
    if !matches!(place.site.shape, Shape::Definition | Shape::Part(_) | Shape::Macro)
        && let Some(name) = place.undeclared()
    {
        return stays(format!("Cargo.toml declares no feature `{name}`"));
    }
    preference::check(place)?;
    let plan = match place.site.shape {
        Shape::Function => match lone::decide(place) {
            Some(plan) => plan,
            None => function::decide(place).map(Plan::Functions),
        },
        Shape::Body | Shape::Statement | Shape::Let => chain::decide(place),
        Shape::Arm => arm::decide(place),
        Shape::Part(part) => stays(part_stays(part)),
        Shape::Definition => stays(definition_stays(place.site)),
        Shape::Macro => stays("it stands inside of a macro"),
    }?;
    preference::keeps_lines(place, &plan)?;
    Ok(plan)
}

const fn part_stays(part: Part) -> &'static str {
    match part {
        Part::File => "the whole file is there in some builds only",
        Part::Variant | Part::Field => "types that differ between builds are left to a person",
        Part::Parameter => "signatures that differ between builds are left to a person",
        Part::Element => "`feature_gated!` can choose it, by hand",
    }
}

fn definition_stays(site: &Site<'_>) -> &'static str {
    let is_block = site.item.split("::").any(|it| it == "impl" || it.starts_with("impl "));
    match (is_block, site.branches.len()) {
        (true, 1) => "there is no other block beside it: only a build without it has this one",
        (true, _) => {
            "make the blocks one by hand: `#[requires_feature]` on it gates each of its functions"
        }
        (false, _) if site.item.contains('.') => part_stays(Part::Field),
        _ => "modules, imports, types, constants and macros cannot be gated by an attribute",
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
