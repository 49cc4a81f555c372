//! A predicate as the least sets of features that make it true.

use crate::model::predicate::Predicate;
use crate::text::sort::sort_by_key;

/// More than these help nobody, and there may be millions.
const MAX_TERMS: usize = 128;

/// Features that must be on and features that must be off, as bits that index [`Terms::features`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Term {
    pub(crate) on: u32,
    pub(crate) off: u32,
}

/// The terms of a predicate: it is as wanted where one of them holds.
#[derive(Debug)]
pub(crate) struct Terms {
    pub(crate) features: Vec<(&'static str, bool)>,
    pub(crate) list: Vec<Term>,
    /// Whether there are more.
    pub(crate) truncated: bool,
}

impl Terms {
    /// `never` says which features that are off cannot be on.
    pub(crate) fn of(predicate: &Predicate, wanted: bool, never: &dyn Fn(&str) -> bool) -> Self {
        let mut terms = Terms { features: Vec::new(), list: Vec::new(), truncated: false };
        let list = terms.read(predicate, wanted, never);
        terms.list = list;
        terms
    }

    /// The names of the features whose bits are set.
    pub(crate) fn names(&self, bits: u32) -> impl Iterator<Item = &'static str> + '_ {
        self.features
            .iter()
            .enumerate()
            .filter(move |(index, _)| bits >> index & 1 == 1)
            .map(|(_, (name, _))| *name)
    }

    /// The features that are on.
    pub(crate) fn now(&self) -> u32 {
        let on = self.features.iter().enumerate().filter(|(_, (_, on))| *on);
        on.fold(0, |bits, (index, _)| bits | 1 << index)
    }

    fn read(
        &mut self,
        predicate: &Predicate,
        wanted: bool,
        never: &dyn Fn(&str) -> bool,
    ) -> Vec<Term> {
        match *predicate {
            Predicate::Feature(name, on) => {
                let found = self.features.iter().position(|(known, _)| *known == name);
                let index = found.unwrap_or_else(|| {
                    self.features.push((name, on));
                    self.features.len() - 1
                });
                // An attribute with more leaves than bits does not compile.
                if index >= 32 {
                    return Vec::new();
                }
                let bit = 1 << index;
                match wanted {
                    true if !on && never(name) => Vec::new(),
                    true => vec![Term { on: bit, off: 0 }],
                    false => vec![Term { on: 0, off: bit }],
                }
            }
            Predicate::Cfg(_, holds) if holds == wanted => vec![Term::default()],
            Predicate::Cfg(..) => Vec::new(),
            Predicate::Not(inner) => self.read(inner, !wanted, never),
            Predicate::All(inner) | Predicate::Any(inner) => {
                let all = matches!(predicate, Predicate::All(_)) == wanted;
                let mut terms = if all { vec![Term::default()] } else { Vec::new() };
                for part in inner {
                    let part = self.read(part, wanted, never);
                    terms = if all { every_pair(&terms, &part) } else { [terms, part].concat() };
                    self.simplify(&mut terms);
                }
                terms
            }
        }
    }

    /// Without what another contains; the fewest changes first where there are too many.
    fn simplify(&mut self, terms: &mut Vec<Term>) {
        let all = std::mem::take(terms);
        let within = |a: &Term, b: &Term| a.on & !b.on == 0 && a.off & !b.off == 0;
        for (index, term) in all.iter().enumerate() {
            let contained = all.iter().enumerate().any(|(other_index, other)| {
                other_index != index
                    && within(other, term)
                    && (other != term || other_index < index)
            });
            if !contained {
                terms.push(*term);
            }
        }
        if terms.len() > MAX_TERMS {
            self.truncated = true;
            let now = self.now();
            sort_by_key(terms, |term| {
                (term.on & !now).count_ones() + (term.off & now).count_ones()
            });
            terms.truncate(MAX_TERMS);
        }
    }
}

fn every_pair(left: &[Term], right: &[Term]) -> Vec<Term> {
    let mut pairs = Vec::new();
    for l in left {
        for r in right {
            let term = Term { on: l.on | r.on, off: l.off | r.off };
            if term.on & term.off == 0 {
                pairs.push(term);
            }
        }
    }
    pairs
}

#[cfg(test)]
mod tests {
    use super::*;
    use Predicate::{All, Any, Cfg, Feature, Not};

    fn of(predicate: &Predicate) -> Vec<(Vec<&'static str>, Vec<&'static str>)> {
        let terms = Terms::of(predicate, true, &|name| name == "never");
        let names = |bits| terms.names(bits).collect();
        terms.list.iter().map(|term| (names(term.on), names(term.off))).collect()
    }

    #[test]
    fn a_predicate_holds_where_one_of_its_terms_does() {
        const A: Predicate = Feature("a", false);
        const B: Predicate = Feature("b", true);
        const C: Predicate = Feature("c", false);
        assert_eq!(of(&A), [(vec!["a"], vec![])]);
        assert_eq!(of(&Any(&[A, All(&[A, B])])), [(vec!["a"], vec![])]);
        assert_eq!(
            of(&Any(&[All(&[A, Not(&B)]), All(&[B, Not(&A)])])),
            [(vec!["a"], vec!["b"]), (vec!["b"], vec!["a"])]
        );
        assert_eq!(of(&Not(&All(&[A, B]))), [(vec![], vec!["a"]), (vec![], vec!["b"])]);
        assert_eq!(of(&All(&[A, Not(&A)])), []);
        assert_eq!(of(&Any(&[C, Cfg("test", false)])), [(vec!["c"], vec![])]);
        assert_eq!(of(&All(&[C, Cfg("unix", false)])), []);
        assert_eq!(of(&Any(&[Feature("never", false), A])), [(vec!["a"], vec![])]);
        assert_eq!(of(&Not(&Feature("never", false))), [(vec![], vec!["never"])]);
        assert_eq!(of(&All(&[])), [(vec![], vec![])]);
    }

    #[test]
    fn millions_of_terms_are_cut() {
        let names: Vec<&'static str> = (0..32).map(|i| &*format!("f{i}").leak()).collect();
        let pairs: Vec<Predicate> = names
            .chunks(2)
            .map(|pair| {
                Any(pair.iter().map(|name| Feature(name, false)).collect::<Vec<_>>().leak())
            })
            .collect();
        let terms = Terms::of(&All(pairs.leak()), true, &|_| false);
        assert!(terms.truncated);
        assert_eq!(terms.list.len(), MAX_TERMS);
    }
}
