//! Which of several ways are shown, and in which order.

use super::route::Route;
use super::ways::{Way, Ways};
use crate::text::sort::sort_by_key;

/// More alternatives than this help no reader of an error message.
const MAX_WAYS: usize = 4;

/// Without what changes more than another does.
pub(super) fn fewest_changes_first(mut routes: Vec<Route>) -> Vec<Route> {
    let within = |a: &Route, b: &Route| a.on.is_subset(&b.on) && a.off.is_subset(&b.off);
    let contained = |index: usize| {
        let one = &routes[index];
        routes.iter().enumerate().any(|(other_index, other)| {
            other_index != index
                && within(other, one)
                && (!within(one, other)
                    || (other.flags.len(), other_index) < (one.flags.len(), index))
        })
    };
    let kept: Vec<bool> = (0..routes.len()).map(|index| !contained(index)).collect();
    let mut kept = kept.into_iter();
    routes.retain(|_| kept.next() == Some(true));
    let key = |route: &Route| (route.changes, !route.made, route.on.len() + route.off.len());
    sort_by_key(&mut routes, key);
    routes
}

/// The ways that are not commands, without those that ask for more than another.
pub(super) fn without_contained<'a>(ways: &[Way<'a>]) -> Vec<Way<'a>> {
    fn asks<'w, 'a>(way: &'w Way<'a>) -> (&'w [&'a str], &'w [&'a str]) {
        match way {
            Way::Plain { with, without, .. } => (with, without),
            Way::Edit { features, .. } | Way::Line { features, .. } => (features, &[]),
            Way::Command { .. } | Way::Rewrite { .. } => (&[], &[]),
        }
    }
    let within = |a: &Way<'_>, b: &Way<'_>| {
        let ((with_a, without_a), (with_b, without_b)) = (asks(a), asks(b));
        with_a.iter().all(|name| with_b.contains(name))
            && without_a.iter().all(|name| without_b.contains(name))
    };
    let mut kept: Vec<Way<'a>> = Vec::new();
    for (index, way) in ways.iter().enumerate() {
        let contained = ways.iter().enumerate().any(|(other_index, other)| {
            other_index != index
                && within(other, way)
                && (!within(way, other) || other_index < index)
        });
        if !contained {
            kept.push(way.clone());
        }
    }
    let count = |way: &Way<'_>| asks(way).0.len() + asks(way).1.len();
    sort_by_key(&mut kept, count);
    kept
}

/// The first few, and how many more there are.
pub(super) fn first(mut list: Vec<Way<'_>>) -> Ways<'_> {
    let more = list.len().saturating_sub(MAX_WAYS);
    list.truncate(MAX_WAYS);
    Ways { list, more, ..Ways::default() }
}

/// More than these help nobody.
const MAX_COMBINATIONS: usize = 64;

/// One of each list, as far as anybody would count.
pub(super) fn every_combination<T: Copy + PartialEq>(choices: &[Vec<T>]) -> Vec<Vec<T>> {
    let mut combinations = vec![Vec::new()];
    for choice in choices {
        for found in std::mem::take(&mut combinations) {
            for one in choice.iter().take(MAX_COMBINATIONS - combinations.len()) {
                let mut found = found.clone();
                if !found.contains(one) {
                    found.push(*one);
                }
                combinations.push(found);
            }
        }
    }
    combinations
}
