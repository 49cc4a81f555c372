//! How to get from this build to one in which a predicate holds.

use crate::model::predicate::Predicate;

/// One set of changes to the enabled features after which a predicate holds.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Rebuild {
    pub(crate) enable: Vec<&'static str>,
    pub(crate) disable: Vec<&'static str>,
}

/// More alternatives than this help no reader of an error message.
const MAX_REBUILDS: usize = 8;

impl Predicate {
    /// Every way to satisfy the predicate by enabling and disabling features; none when a target
    /// or build-script cfg stands in the way.
    pub(crate) fn rebuilds(&self) -> Vec<Rebuild> {
        let mut ways = self.rebuilds_to(true);
        // A feature that satisfies one part may break another.
        ways.retain(|way| self.holds_after(way));
        ways
    }

    fn holds_after(&self, way: &Rebuild) -> bool {
        match *self {
            Predicate::Feature(name, on) => {
                (on || way.enable.contains(&name)) && !way.disable.contains(&name)
            }
            Predicate::Cfg(_, holds) => holds,
            Predicate::All(inner) => inner.iter().all(|predicate| predicate.holds_after(way)),
            Predicate::Any(inner) => inner.iter().any(|predicate| predicate.holds_after(way)),
            Predicate::Not(inner) => !inner.holds_after(way),
        }
    }

    fn rebuilds_to(&self, wanted: bool) -> Vec<Rebuild> {
        if self.holds() == wanted {
            return vec![Rebuild::default()];
        }
        let mut ways: Vec<Rebuild> = match (*self, wanted) {
            (Predicate::Feature(name, _), true) => {
                vec![Rebuild { enable: vec![name], ..Rebuild::default() }]
            }
            (Predicate::Feature(name, _), false) => {
                vec![Rebuild { disable: vec![name], ..Rebuild::default() }]
            }
            (Predicate::Cfg(..), _) => Vec::new(),
            (Predicate::Not(inner), _) => inner.rebuilds_to(!wanted),
            (Predicate::All(inner), true) | (Predicate::Any(inner), false) => inner
                .iter()
                .map(|predicate| predicate.rebuilds_to(wanted))
                .reduce(|ways, next| every_pair(&ways, &next))
                .unwrap_or_default(),
            (Predicate::Any(inner), true) | (Predicate::All(inner), false) => {
                inner.iter().flat_map(|predicate| predicate.rebuilds_to(wanted)).collect()
            }
        };
        ways.truncate(MAX_REBUILDS);
        ways
    }
}

fn every_pair(left: &[Rebuild], right: &[Rebuild]) -> Vec<Rebuild> {
    let union = |a: &[&'static str], b: &[&'static str]| {
        let mut names = a.to_vec();
        names.extend(b.iter().filter(|name| !a.contains(name)));
        names
    };
    left.iter()
        .flat_map(|l| {
            right.iter().map(move |r| Rebuild {
                enable: union(&l.enable, &r.enable),
                disable: union(&l.disable, &r.disable),
            })
        })
        .take(MAX_REBUILDS)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::predicate::Predicate::{All, Any, Cfg, Feature, Not};

    const CUDA: Predicate = Feature("cuda", true);
    const FLASH: Predicate = Feature("flash-attn", false);
    const FLASH3: Predicate = Feature("flash-attn-v3", false);

    #[test]
    fn rebuilds_are_the_ways_to_satisfy_the_predicate() {
        let enable = |names: &[&'static str]| Rebuild { enable: names.to_vec(), disable: vec![] };
        assert_eq!(FLASH.rebuilds(), [enable(&["flash-attn"])]);
        assert_eq!(
            Any(&[FLASH, FLASH3]).rebuilds(),
            [enable(&["flash-attn"]), enable(&["flash-attn-v3"])]
        );
        assert_eq!(
            All(&[CUDA, FLASH, FLASH3]).rebuilds(),
            [enable(&["flash-attn", "flash-attn-v3"])]
        );
        assert_eq!(All(&[FLASH, Cfg("windows", false)]).rebuilds(), []);
        assert_eq!(Not(&CUDA).rebuilds(), [Rebuild { enable: vec![], disable: vec!["cuda"] }]);
        assert_eq!(All(&[FLASH, Not(&FLASH)]).rebuilds(), []);
    }
}
