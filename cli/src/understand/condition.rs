//! What an expression asks of the build at run time, as plain data.

use syn::{BinOp, Expr, UnOp};

use super::cfg::Cfg;
use crate::grammar::Predicate;
use crate::read::syntax::path_name;

/// A condition over the build.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Condition {
    /// `cfg!(..)`
    Cfg(Cfg),
    /// A constant, a variable, or a function with `()` behind it.
    Named(String),
    /// `!..`
    Not(Box<Condition>),
    /// `.. && ..`
    And(Box<[Condition; 2]>),
    /// `.. || ..`
    Or(Box<[Condition; 2]>),
}

impl Condition {
    /// Reads the expression; `None` if it asks of something else.
    pub(crate) fn of(expression: &Expr) -> Option<Self> {
        let named = |path: &syn::Path, behind: &str| {
            let name = path.segments.last()?.ident.to_string();
            Some(Self::Named(name + behind))
        };
        match expression {
            Expr::Paren(it) => Self::of(&it.expr),
            Expr::Group(it) => Self::of(&it.expr),
            Expr::Unary(it) if matches!(it.op, UnOp::Not(_)) => {
                Some(Self::Not(Box::new(Self::of(&it.expr)?)))
            }
            Expr::Macro(it) if path_name(&it.mac) == "cfg" => {
                let predicate = syn::parse2::<Predicate>(it.mac.tokens.clone()).ok()?;
                Some(Self::Cfg(Cfg::from(&predicate)))
            }
            Expr::Path(it) => named(&it.path, ""),
            Expr::Call(it) if it.args.is_empty() => match &*it.func {
                Expr::Path(it) => named(&it.path, "()"),
                _ => None,
            },
            Expr::Binary(it) => {
                let both = || Some(Box::new([Self::of(&it.left)?, Self::of(&it.right)?]));
                match it.op {
                    BinOp::And(_) => both().map(Self::And),
                    BinOp::Or(_) => both().map(Self::Or),
                    _ => None,
                }
            }
            _ => None,
        }
    }

    /// The predicate, with what the names stand for.
    pub(crate) fn cfg(&self, named: &impl Fn(&str) -> Option<Cfg>) -> Option<Cfg> {
        let both = |[one, other]: &[Self; 2]| Some(vec![one.cfg(named)?, other.cfg(named)?]);
        match self {
            Self::Cfg(cfg) => Some(cfg.clone()),
            Self::Named(name) => named(name),
            Self::Not(inner) => Some(inner.cfg(named)?.negated()),
            Self::And(inner) => both(inner).map(Cfg::All),
            Self::Or(inner) => both(inner).map(Cfg::Any),
        }
    }
}
