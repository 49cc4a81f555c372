//! Why a predicate does not hold in this build, in words.

use super::exclusive::one_at_most;
use super::terms::{Term, Terms};
use super::wording::{features, list, quoted};
use crate::model::predicate::Predicate;
use crate::text::sort::sort_by_key;

/// More names than these help no reader of an error message.
const MAX_NAMES: usize = 4;

/// What the build lacks or has too much, such as ``without feature `a` or `b` `` or
/// ``with features `a` and `b`, of which only one may be on``. Follows "`my-llm` was built".
pub(crate) fn unmet(predicate: &Predicate) -> String {
    let mut clauses = Vec::new();
    parts(predicate, true, &mut clauses);
    clauses.dedup();
    if clauses.is_empty() {
        return mode(predicate, true);
    }
    join(&clauses)
}

/// What stands in for a cfg that nobody chooses by a flag, such as `test`.
fn mode(predicate: &Predicate, wanted: bool) -> String {
    let name = match predicate {
        Predicate::Not(inner) => return mode(inner, !wanted),
        Predicate::All(inner) | Predicate::Any(inner) => {
            match inner.iter().find(|part| part.holds() != wanted) {
                Some(part) => return mode(part, wanted),
                None => "",
            }
        }
        Predicate::Cfg("test", _) => "test",
        Predicate::Cfg("debug_assertions", _) => "debug",
        Predicate::Cfg("doc" | "docsrs", _) => "documentation",
        _ => "",
    };
    let mode = match (name, wanted) {
        ("", _) => String::from("a mode that leaves it out"),
        (name, true) => format!("another mode than {name}"),
        (name, false) => format!("{name} mode"),
    };
    format!("in {mode}, which no feature changes")
}

/// The clauses of what must all hold and does not.
fn parts(predicate: &Predicate, wanted: bool, clauses: &mut Vec<Clause>) {
    if predicate.holds() == wanted {
        return;
    }
    if let Some((names, on)) = one_at_most(predicate, wanted) {
        let none = on.is_empty();
        clauses.push(if none { Clause::ExactlyOneOf(names) } else { Clause::Exclusive(on) });
        return;
    }
    match *predicate {
        Predicate::Not(inner) => parts(inner, !wanted, clauses),
        Predicate::All(inner) if wanted => {
            for part in inner {
                parts(part, true, clauses);
            }
        }
        Predicate::Any(inner) if !wanted => {
            for part in inner {
                parts(part, false, clauses);
            }
        }
        _ => clauses.extend(alternatives(predicate, wanted)),
    }
}

#[derive(Debug, PartialEq, Eq)]
enum Clause {
    /// Features that are off and must be on, or on and must be off.
    Features { missing: bool, names: Vec<&'static str> },
    /// One of these is missing.
    OneOf(Vec<&'static str>),
    /// None of these, each a phrase, is true.
    Neither(Vec<String>),
    /// One of these is missing, and one may be on.
    ExactlyOneOf(Vec<&'static str>),
    /// These are on, and one of them may be.
    Exclusive(Vec<&'static str>),
    /// These are on, and one of them must go.
    NotAll(Vec<&'static str>),
    /// Another cfg as written, which is true where it must not be or the other way round.
    Cfg { missing: bool, cfgs: Vec<&'static str> },
}

/// Clauses of one kind together; facts that are all true, so `and` joins them.
fn join(clauses: &[Clause]) -> String {
    let of = |wanted: bool| -> Vec<&'static str> {
        let mut names = Vec::new();
        for clause in clauses {
            if let Clause::Features { missing, names: more } = clause
                && *missing == wanted
            {
                for name in more {
                    if !names.contains(name) {
                        names.push(*name);
                    }
                }
            }
        }
        names
    };
    let mut texts = Vec::new();
    for (missing, word) in [(true, "without"), (false, "with")] {
        let names = of(missing);
        if !names.is_empty() {
            texts.push(format!("{word} {}", features(&names)));
        }
        for clause in clauses {
            match clause {
                Clause::OneOf(names) if missing => {
                    texts.push(format!("without feature {}", some(names, "or")));
                }
                Clause::ExactlyOneOf(names) if missing => {
                    let names = some(names, "or");
                    texts.push(format!("without feature {names}, but needs exactly one"));
                }
                Clause::Neither(phrases) if missing => {
                    let text = match &phrases[..] {
                        [one] => format!("without {one}"),
                        [first @ .., last] => {
                            format!("with neither {} nor {last}", first.join(", "))
                        }
                        [] => continue,
                    };
                    texts.push(text);
                }
                Clause::Exclusive(names) if !missing => {
                    texts.push(format!("with {}, of which only one may be on", features(names)));
                }
                Clause::NotAll(names) if !missing => {
                    let kept = if names.len() == 2 { "only one" } else { "not all" };
                    texts.push(format!("with {}, of which {kept} may be on", features(names)));
                }
                Clause::Cfg { missing: is_missing, cfgs } if *is_missing == missing => {
                    let joint = if missing { "or" } else { "and" };
                    let cfgs: Vec<String> =
                        cfgs.iter().map(|cfg| format!("`cfg({cfg})`")).collect();
                    texts.push(format!("{word} {}", list(&cfgs, joint)));
                }
                _ => {}
            }
        }
    }
    texts.join(" and ")
}

/// What one of several things would mend.
fn alternatives(predicate: &Predicate, wanted: bool) -> Vec<Clause> {
    let terms = Terms::of(predicate, wanted, &|_| false);
    let now = terms.now();
    let mut changes: Vec<Term> =
        terms.list.iter().map(|term| Term { on: term.on & !now, off: term.off & now }).collect();
    let names = |bits: u32| terms.names(bits).collect::<Vec<_>>();
    if changes.is_empty() {
        return cfgs(predicate, wanted);
    }
    if let [only] = changes[..] {
        let both = [(true, names(only.on)), (false, names(only.off))];
        return both
            .into_iter()
            .filter(|(_, names)| !names.is_empty())
            .map(|(missing, names)| Clause::Features { missing, names })
            .collect();
    }
    let all = |bits: fn(&Term) -> u32| {
        let mut all = Vec::new();
        for term in &changes {
            all.extend(terms.names(bits(term)));
        }
        all
    };
    if changes.iter().all(|term| (term.on.count_ones(), term.off) == (1, 0)) {
        return vec![Clause::OneOf(all(|term| term.on))];
    }
    if changes.iter().all(|term| (term.on, term.off.count_ones()) == (0, 1)) {
        return vec![Clause::NotAll(all(|term| term.off))];
    }
    let phrase = |term: &Term| {
        let (on, off) = (names(term.on), names(term.off));
        let have = match &on[..] {
            [] => return format!("a build without {}", features(&off)),
            [one] => format!("feature `{one}`"),
            [a, b] => format!("both `{a}` and `{b}`"),
            all => format!("all of {}", quoted(all, "and")),
        };
        if off.is_empty() { have } else { format!("{have} without {}", quoted(&off, "and")) }
    };
    sort_by_key(&mut changes, |term| term.on.count_ones() + term.off.count_ones());
    let mut phrases: Vec<String> = changes.iter().take(MAX_NAMES).map(phrase).collect();
    if changes.len() > MAX_NAMES {
        phrases.push(format!("one of {} more", changes.len() - MAX_NAMES));
    }
    vec![Clause::Neither(phrases)]
}

/// The leaves besides features that are not as wanted, without those that nobody can choose.
fn cfgs(predicate: &Predicate, wanted: bool) -> Vec<Clause> {
    fn collect(predicate: &Predicate, wanted: bool, found: &mut Vec<(bool, &'static str)>) {
        match *predicate {
            Predicate::Cfg(cfg, holds) if holds != wanted && is_choosable(cfg) => {
                found.push((wanted, cfg));
            }
            Predicate::All(inner) | Predicate::Any(inner) => {
                for part in inner {
                    collect(part, wanted, found);
                }
            }
            Predicate::Not(inner) => collect(inner, !wanted, found),
            _ => {}
        }
    }
    let mut found = Vec::new();
    collect(predicate, wanted, &mut found);
    [true, false]
        .into_iter()
        .map(|wanted| {
            let of = found.iter().filter(|(missing, _)| *missing == wanted);
            Clause::Cfg { missing: wanted, cfgs: of.map(|(_, cfg)| *cfg).collect() }
        })
        .filter(|clause| !matches!(clause, Clause::Cfg { cfgs, .. } if cfgs.is_empty()))
        .collect()
}

/// Whether somebody who builds the program can decide it: not what cargo and the profile set.
pub(crate) fn is_choosable(cfg: &str) -> bool {
    let word = cfg.split(['=', '(']).next().unwrap_or(cfg).trim();
    !matches!(
        word,
        "test"
            | "debug_assertions"
            | "overflow_checks"
            | "doc"
            | "doctest"
            | "miri"
            | "panic"
            | "proc_macro"
            | "docsrs"
            | "clippy"
            | "rust_analyzer"
            | "ub_checks"
            | "sanitize"
            | "true"
            | "false"
    )
}

/// At most four names, the rest as a number.
fn some(names: &[&str], joint: &str) -> String {
    if names.len() <= MAX_NAMES {
        return quoted(names, joint);
    }
    let mut parts: Vec<String> =
        names[..MAX_NAMES].iter().map(|name| format!("`{name}`")).collect();
    parts.push(match names.len() - MAX_NAMES {
        1 => String::from("one more"),
        more => format!("one of {more} more"),
    });
    list(&parts, joint)
}

#[cfg(test)]
mod tests {
    use super::unmet;
    use crate::model::predicate::Predicate::{self, All, Any, Cfg, Feature, Not};

    const A: Predicate = Feature("a", false);
    const B: Predicate = Feature("b", false);
    const C: Predicate = Feature("c", false);
    const X: Predicate = Feature("x", true);
    const Y: Predicate = Feature("y", true);
    const Z: Predicate = Feature("z", true);

    #[test]
    fn says_what_is_missing_and_what_is_too_much() {
        for (predicate, expected) in [
            (A, "without feature `a`"),
            (All(&[A, X]), "without feature `a`"),
            (All(&[A, B]), "without features `a` and `b`"),
            (Any(&[A, B]), "without feature `a` or `b`"),
            (Any(&[A, B, C]), "without feature `a`, `b` or `c`"),
            (Not(&X), "with feature `x`"),
            (Not(&Not(&A)), "without feature `a`"),
            (Not(&Any(&[X, Y])), "with features `x` and `y`"),
            (All(&[A, Not(&X)]), "without feature `a` and with feature `x`"),
            (All(&[A, B, Not(&X)]), "without features `a` and `b` and with feature `x`"),
            (Not(&All(&[X, Y])), "with features `x` and `y`, of which only one may be on"),
            (
                Any(&[All(&[X, Not(&Y)]), All(&[Y, Not(&X)])]),
                "with features `x` and `y`, of which only one may be on",
            ),
            (
                Any(&[All(&[A, Not(&B)]), All(&[B, Not(&A)])]),
                "without feature `a` or `b`, but needs exactly one",
            ),
            (
                All(&[Any(&[X, Y]), Not(&All(&[X, Y]))]),
                "with features `x` and `y`, of which only one may be on",
            ),
            (Not(&All(&[X, Y, Z])), "with features `x`, `y` and `z`, of which not all may be on"),
            (
                Not(&Any(&[All(&[X, Y]), All(&[X, Z]), All(&[Y, Z])])),
                "with features `x`, `y` and `z`, of which only one may be on",
            ),
            (Any(&[All(&[A, B]), C]), "with neither feature `c` nor both `a` and `b`"),
            (All(&[X, Any(&[All(&[A, B]), C])]), "with neither feature `c` nor both `a` and `b`"),
            (Any(&[A, All(&[B, Not(&X)])]), "with neither feature `a` nor feature `b` without `x`"),
            (Any(&[A, Not(&X)]), "with neither feature `a` nor a build without feature `x`"),
            (Any(&[A, Cfg("test", false)]), "without feature `a`"),
            (All(&[A, Cfg("debug_assertions", false)]), "without feature `a`"),
            (Cfg("test", false), "in another mode than test, which no feature changes"),
            (Cfg("miri", false), "in a mode that leaves it out, which no feature changes"),
            (Not(&Cfg("debug_assertions", true)), "in debug mode, which no feature changes"),
            (Cfg("has_cutlass", false), "without `cfg(has_cutlass)`"),
            (All(&[A, Cfg("windows", false)]), "without feature `a` and without `cfg(windows)`"),
            (
                Any(&[Cfg("windows", false), Cfg("unix", false)]),
                "without `cfg(windows)` or `cfg(unix)`",
            ),
        ] {
            assert_eq!(unmet(&predicate), expected, "{predicate}");
        }
    }

    #[test]
    fn thirteen_names_are_four_and_a_number() {
        let names: Vec<Predicate> =
            (0..13).map(|i| Feature(format!("cuda-{i}").leak(), false)).collect();
        assert_eq!(
            unmet(&Any(names.leak())),
            "without feature `cuda-0`, `cuda-1`, `cuda-2`, `cuda-3` or one of 9 more"
        );
    }
}
