//! What code asks of the build at run time: `cfg!(..)`, and the names that stand for it.

use std::collections::BTreeMap;

use syn::{BinOp, Expr};

use super::cfg::Cfg;
use super::condition::Condition;
use super::files::Files;

/// Constants, variables and functions without arguments that say whether a build has something.
/// `None` where several are called so and say different things.
#[derive(Debug, Clone, Default)]
pub(crate) struct Flags(BTreeMap<String, Option<Cfg>>);

impl Flags {
    /// The constants and functions of a package.
    pub(crate) fn of(files: &Files) -> Self {
        let mut flags = Self::default();
        for file in files.iter() {
            let source = &file.source;
            let may_define = source.text.contains("cfg!(")
                || (source.text.contains(": bool = ")
                    && (source.asks_of_the_build() || flags.may_be_in(&source.text)));
            let facts = if may_define { file.facts() } else { None };
            for (name, condition) in facts.into_iter().flat_map(|it| &it.flags) {
                if let Some(cfg) = flags.resolved(condition) {
                    flags.add(name.clone(), &cfg);
                }
            }
        }
        flags
    }

    /// Whether the text may ask for one of them.
    pub(crate) fn may_be_in(&self, text: &str) -> bool {
        self.0.keys().any(|it| text.contains(it.trim_end_matches("()")))
    }

    /// Takes a name that stands for the expression, if that asks of the build only.
    pub(crate) fn define(&mut self, name: String, value: &Expr) {
        if let Some(cfg) = self.whole(value) {
            self.add(name, &cfg);
        }
    }

    fn add(&mut self, name: String, cfg: &Cfg) {
        let known = self.0.entry(name).or_insert_with(|| Some(cfg.clone()));
        if known.as_ref() != Some(cfg) {
            *known = None;
        }
    }

    /// What the condition says, if it asks of the build only.
    fn whole(&self, condition: &Expr) -> Option<Cfg> {
        self.resolved(&Condition::of(condition)?)
    }

    fn resolved(&self, condition: &Condition) -> Option<Cfg> {
        condition.cfg(&|name| self.0.get(name).cloned().flatten())
    }

    /// What must hold of the build where the condition does.
    pub(crate) fn where_true(&self, condition: &Expr) -> Option<Cfg> {
        self.part(condition, |it| matches!(it, BinOp::And(_)))
    }

    /// What does not hold of the build where the condition does not.
    pub(crate) fn where_false(&self, condition: &Expr) -> Option<Cfg> {
        self.part(condition, |it| matches!(it, BinOp::Or(_)))
    }

    fn part(&self, condition: &Expr, joins: fn(&BinOp) -> bool) -> Option<Cfg> {
        self.whole(condition).or_else(|| match condition {
            Expr::Paren(it) => self.part(&it.expr, joins),
            Expr::Binary(it) if joins(&it.op) => {
                self.part(&it.left, joins).or_else(|| self.part(&it.right, joins))
            }
            _ => None,
        })
    }
}
