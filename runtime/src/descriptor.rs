//! What an expansion leaves in the binary: one static of plain text for each annotated item.
//!
//! It is compiled once for every gate, so it is flat: strings, a line number, a few bits. The
//! [`Capability`](crate::Capability) that users see is read from it once, when somebody asks.

use crate::capability::{Capability, Debt, Details, Instead, Kind, Log, Priority};
use crate::predicate::Predicate;
use crate::quant::{Argument, ArgumentPolicy, Quant, QuantSupport};
use crate::site::Calls;

/// One annotated item.
#[derive(Debug)]
pub struct Descriptor {
    /// The function's name, or `name = ".."`.
    pub name: &'static str,
    /// The cargo package.
    pub package: &'static str,
    /// `module_path!()`
    pub module: &'static str,
    /// The source file.
    pub file: &'static str,
    /// The line of the item's name.
    pub line: u32,
    /// The predicate as written; empty when there is none.
    pub requires: &'static str,
    /// `fallback path`, `otherwise expr`, `panic`, or empty for an error.
    pub instead: &'static str,
    /// The other options: one `key: value` a line.
    pub details: &'static str,
    /// How often it was called, where that is counted.
    pub calls: Calls,
    /// Bit `i` is the truth of the `i`th feature or cfg in `requires`.
    pub holds: u32,
}

impl Descriptor {
    /// Reads everything.
    pub(crate) fn read(&'static self) -> Capability {
        let mut leaves = 0;
        Capability {
            descriptor: self,
            requires: Predicate::read(&mut self.requires.trim(), self.holds, &mut leaves),
            instead: match self.instead.split_once(' ') {
                Some(("fallback", path)) => Instead::Fallback(path),
                Some(("otherwise", expr)) => Instead::Otherwise(expr),
                _ if self.instead == "panic" => Instead::Panic,
                _ => Instead::Error,
            },
            details: self.read_details(),
        }
    }

    fn read_details(&self) -> Details {
        let all = |wanted: &str| -> Vec<&'static str> {
            self.details
                .lines()
                .filter_map(|line| line.split_once(": "))
                .filter(|(key, _)| *key == wanted)
                .map(|(_, value)| value)
                .collect()
        };
        let one = |wanted: &str| all(wanted).first().copied();
        Details {
            kind: match one("kind") {
                Some("expression") => Kind::Expression,
                Some("stub") => Kind::Stub,
                _ if one("level").is_some() => Kind::Quant,
                _ => Kind::Kernel,
            },
            label: one("label"),
            has_arms: one("arms").is_some(),
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
            quant: one("level").map(|level| Quant {
                method: one("method").unwrap_or(self.name),
                aliases: all("alias"),
                operation: one("operation"),
                support: QuantSupport::from_word(level),
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
