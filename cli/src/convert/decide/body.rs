//! A body that is nothing but a choice: the attribute makes it, and what works stays where it is.

use syn::{Block, Expr, Stmt};

use super::plan::{Gate, Plan};
use super::preference::both_work;
use super::sides::Sides;
use super::way_out::way_out;
use crate::read::syntax::is_suppression;
use crate::understand::function::Function;
use crate::understand::place::Place;
use crate::understand::site::{Branch, Node, Shape};

/// What becomes of the body; `None` if an attribute cannot say it.
pub(super) fn decide<'a>(place: &Place<'a>) -> Option<Plan<'a>> {
    let site = place.site;
    let around =
        site.enclosing.filter(|_| site.shape == Shape::Body && site.branches.len() == 2)?;
    let (off, on) = (site.off()?, site.on().next()?);
    let function = |branch: &Branch<'a>| {
        Some(Function {
            attributes: &[],
            visibility: None,
            is_default: false,
            signature: around.signature,
            body: block(branch)?,
        })
    };
    let sides = Sides {
        kept_branch: on,
        kept: function(on)?,
        other_on: Vec::new(),
        off_branch: off,
        off: function(off)?,
    };
    if both_work(place) {
        return None;
    }
    // What the attribute names is not found by an import of the body.
    let is_silent = |it: &Stmt| matches!(it, Stmt::Local(local) if is_suppression(local));
    let start = site.range().start;
    let before = around.body.stmts.iter().filter(|it| place.source.range_of(*it).end <= start);
    if !{ before }.all(is_silent) {
        return None;
    }
    let options = way_out(place, &sides).ok()??;
    Some(Plan::Gate(Gate { at: header(place)?, on, off: off.range.clone(), options }))
}

/// The block of a side, if it is one with nothing but its `#[cfg]`.
fn block<'a>(branch: &Branch<'a>) -> Option<&'a Block> {
    match branch.node {
        Node::Statement(Stmt::Expr(Expr::Block(it), None)) => {
            (it.label.is_none() && it.attrs.len() == 1).then_some(&it.block)
        }
        _ => None,
    }
}

/// Where the line of the function begins, if it is one of its own.
fn header(place: &Place<'_>) -> Option<usize> {
    let source = place.source;
    let start = source.range_of(place.site.enclosing?.signature).start;
    let line = source.line_start(start);
    let at = line + source.indent(start).len();
    let mut words = source.slice(at..start).split_whitespace();
    words.all(|it| it.starts_with("pub") || it == "default").then_some(at)
}
