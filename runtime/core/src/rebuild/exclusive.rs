//! Predicates that are true with one of their features and with no two.

use crate::model::predicate::Predicate;

type Names = Vec<&'static str>;

/// All features of the predicate and those that are on, where it is as wanted with one of them at most
/// and several or none are on.
pub(super) fn one_at_most(predicate: &Predicate, wanted: bool) -> Option<(Names, Names)> {
    let mut names: Vec<(&'static str, bool)> = Vec::new();
    predicate.features(&mut |name, on| {
        if !names.iter().any(|(known, _)| *known == name) {
            names.push((name, on));
        }
    });
    let on: Vec<&str> = names.iter().filter(|(_, on)| *on).map(|(name, _)| *name).collect();
    // All subsets are tried, so there must be few.
    if on.len() == 1 || names.len() < 2 || names.len() > 6 || has_cfg(predicate) {
        return None;
    }
    let one_at_most = (0..1u32 << names.len()).all(|bits| {
        let truth = |name: &str| {
            let index = names.iter().position(|(known, _)| *known == name);
            index.is_some_and(|index| bits >> index & 1 == 1)
        };
        let holds = with(predicate, &truth) == wanted;
        match bits.count_ones() {
            0 => true,
            1 => holds,
            _ => !holds,
        }
    });
    one_at_most.then(|| (names.iter().map(|(name, _)| *name).collect(), on))
}

fn has_cfg(predicate: &Predicate) -> bool {
    match predicate {
        Predicate::Feature(..) => false,
        Predicate::Cfg(..) => true,
        Predicate::All(inner) | Predicate::Any(inner) => inner.iter().any(has_cfg),
        Predicate::Not(inner) => has_cfg(inner),
    }
}

fn with(predicate: &Predicate, truth: &dyn Fn(&str) -> bool) -> bool {
    match predicate {
        Predicate::Feature(name, _) => truth(name),
        Predicate::Cfg(_, holds) => *holds,
        Predicate::All(inner) => inner.iter().all(|part| with(part, truth)),
        Predicate::Any(inner) => inner.iter().any(|part| with(part, truth)),
        Predicate::Not(inner) => !with(inner, truth),
    }
}
