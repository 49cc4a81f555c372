//! Reads what an expansion wrote.

use crate::model::capability::{Capability, Details, Instead, Location, Log};
use crate::model::debt::{Debt, Priority};
use crate::model::kind::Kind;
use crate::model::predicate::Predicate;
use crate::model::quant::{Argument, ArgumentPolicy, Quant, QuantSupport};
use crate::registry::record::Record;

impl Record {
    /// Reads everything.
    pub(crate) fn read(&self) -> Capability {
        let name = self.one("name").unwrap_or_default();
        let (file, line) =
            self.one("place").and_then(|place| place.rsplit_once(':')).unwrap_or_default();
        let mut requires = self.one("requires").unwrap_or_default();
        Capability {
            module: self.module,
            name,
            package: self.one("package").unwrap_or_default(),
            location: Location::new(file, line.parse().unwrap_or_default()),
            requires: predicate(&mut requires, self.holds, &mut 0),
            instead: match self.one("instead").map(|instead| instead.split_once(' ')) {
                Some(Some(("fallback", path))) => Instead::Fallback(path),
                Some(Some(("otherwise", expr))) => Instead::Otherwise(expr),
                Some(_) => Instead::Panic,
                None => Instead::Error,
            },
            details: self.read_details(),
        }
    }

    /// Every value of a key.
    fn all(&self, key: &str) -> Vec<&'static str> {
        self.text
            .lines()
            .filter_map(|line| line.split_once(": "))
            .filter(|(found, _)| *found == key)
            .map(|(_, value)| value)
            .collect()
    }

    /// The value of a key.
    fn one(&self, key: &str) -> Option<&'static str> {
        self.all(key).first().copied()
    }

    fn read_details(&self) -> Details {
        let all = |key| self.all(key);
        let one = |key| self.one(key);
        Details {
            kind: match one("kind") {
                Some("choice") => Kind::Choice,
                Some("stub") => Kind::Stub,
                Some("limitation") => Kind::Limitation,
                _ if one("method").is_some() => Kind::Quant,
                _ => Kind::Gate,
            },
            label: one("label"),
            has_arms: one("arms").is_some(),
            limitation: one("limitation"),
            when: all("when"),
            hint: one("hint"),
            alternative: one("alternative"),
            log: match one("log") {
                None => Log::Default,
                Some(word) => word.parse().map_or(Log::Off, Log::At),
            },
            debt: Debt {
                priority: one("priority").and_then(Priority::from_word),
                tracking: one("tracking"),
                note: one("note"),
            },
            quant: one("method").map(|method| Quant {
                method,
                aliases: all("alias"),
                operation: one("operation"),
                level: one("level").map(QuantSupport::from_word),
                arguments: all("argument")
                    .into_iter()
                    .filter_map(|argument| argument.split_once(' '))
                    .map(|(policy, name)| Argument::new(name, ArgumentPolicy::from_word(policy)))
                    .collect(),
                since: one("since"),
            }),
        }
    }
}

/// Reads one predicate from the front of `text`, which is what the attribute macro wrote: bit
/// `i` of `bits` is the truth of leaf `i`.
///
/// What it allocates lives as long as the process, as the record does.
fn predicate(text: &mut &'static str, bits: u32, leaves: &mut u32) -> Predicate {
    if text.is_empty() {
        return Predicate::All(&[]);
    }
    let end = match text.strip_prefix('"') {
        Some(name) => name.find('"').map_or(text.len(), |quote| quote + 2),
        None => leaf_end(text),
    };
    let (head, rest) = text.split_at(end);
    if let Some(inner) = rest.strip_prefix('(') {
        *text = inner;
        let mut list = Vec::new();
        while !text.is_empty() && !text.starts_with(')') {
            list.push(predicate(text, bits, leaves));
            *text = text.trim_start_matches([',', ' ']);
        }
        *text = text.strip_prefix(')').unwrap_or(text);
        let list: &'static [Predicate] = list.leak();
        return match (head, list) {
            ("any", _) => Predicate::Any(list),
            ("not", [inner]) => Predicate::Not(inner),
            _ => Predicate::All(list),
        };
    }
    *text = rest;
    let holds = bits >> (*leaves).min(31) & 1 == 1;
    *leaves += 1;
    match head.strip_prefix('"') {
        Some(name) => Predicate::Feature(name.trim_end_matches('"'), holds),
        None => Predicate::Cfg(head, holds),
    }
}

/// Where `unix`, `target_os = ".."` or the name of a list ends.
fn leaf_end(text: &str) -> usize {
    let mut in_string = false;
    for (index, character) in text.char_indices() {
        match character {
            '"' => in_string = !in_string,
            '(' | ')' | ',' if !in_string => return index,
            _ => {}
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::predicate::Predicate::{All, Cfg, Feature, Not};

    #[test]
    fn what_is_displayed_is_read_again() {
        for (text, bits) in [
            ("\"cuda\"", 1),
            ("any(\"a\", \"b-c\")", 2),
            ("all(\"cuda\", not(any(unix, target_os = \"a,b)\")), has_cutlass)", 0b1001),
            ("", 0),
        ] {
            let read = predicate(&mut { text }, bits, &mut 0);
            assert_eq!(read.to_string(), text);
        }
        let read = predicate(&mut "all(\"a\", not(\"b\"), unix)", 0b101, &mut 0);
        assert_eq!(read, All(&[Feature("a", true), Not(&Feature("b", false)), Cfg("unix", true)]));
        assert!(read.holds());
    }
}
