//! What an expansion leaves in the binary: one static for each annotated item.
//!
//! It is compiled once for every gate, so it is little more than one text: every field of its own
//! would cost as much again. The [`Capability`](crate::Capability) that users see is read from it
//! once, when somebody asks.

use crate::calls::site::Calls;
use crate::model::capability::{Capability, Debt, Details, Instead, Kind, Location, Log, Priority};
use crate::model::predicate::Predicate;
use crate::model::quant::{Argument, ArgumentPolicy, Quant, QuantSupport};

/// One annotated item.
#[derive(Debug)]
pub struct Record {
    /// One `key: value` a line.
    pub text: &'static str,
    /// `module_path!()`
    pub module: &'static str,
    /// Bit `i` is the truth of the `i`th feature or cfg that the text `requires`.
    pub holds: u32,
    /// How often it was called, where that is counted.
    pub calls: Calls,
}

/// The static of one annotated item.
#[doc(hidden)]
#[macro_export]
macro_rules! __describe {
    ($(#[$lint:meta])* $text:literal, $($holds:tt)*) => {
        $crate::__private::collect! {
            items
            $(#[$lint])*
            static __FEATHERFALL: $crate::__private::Record = $crate::__private::Record {
                text: $text,
                module: ::core::module_path!(),
                holds: $($holds)*,
                calls: $crate::__private::Calls::NONE,
            };
        }
    };
}

impl Record {
    /// Reads everything.
    pub(crate) fn read(&'static self) -> Capability {
        let name = self.one("name").unwrap_or_default();
        let (file, line) =
            self.one("place").and_then(|place| place.rsplit_once(':')).unwrap_or_default();
        let mut requires = self.one("requires").unwrap_or_default();
        Capability {
            record: self,
            name,
            package: self.one("package").unwrap_or_default(),
            location: Location::new(file, line.parse().unwrap_or_default()),
            requires: Predicate::read(&mut requires, self.holds, &mut 0),
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
                Some("expression") => Kind::Expression,
                Some("stub") => Kind::Stub,
                Some("limitation") => Kind::Limitation,
                _ if one("method").is_some() => Kind::Quant,
                _ => Kind::Kernel,
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
