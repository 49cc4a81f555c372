//! Runs of neighbouring statements.

use syn::{Block, Item, Pat, Stmt};

use super::branch::{branch, is_fallback};
use crate::read::source::Source;
use crate::read::syntax::{is_suppression, statement_attributes};
use crate::understand::cfg;
use crate::understand::cfg::Cfg;
use crate::understand::function::Enclosing;
use crate::understand::site::{Branch, Node, Shape};

/// Runs of neighbouring statements of which a build compiles one.
pub(super) fn chains<'a>(
    source: &Source,
    block: &'a Block,
    function: Option<Enclosing<'a>>,
) -> Vec<(Shape, Vec<Branch<'a>>)> {
    let mut found = Vec::new();
    let mut chains: Vec<Vec<(usize, Branch<'a>)>> = Vec::new();
    for (index, statement) in block.stmts.iter().enumerate() {
        let Some(attributes) = statement_attributes(statement) else { continue };
        let node = Node::Statement(statement);
        if matches!(statement, Stmt::Item(_)) {
            continue;
        }
        let Some(branch) = branch(source, attributes, node, statement) else { continue };
        match chains.last_mut() {
            Some(chain) if continues(chain, index, &branch) => chain.push((index, branch)),
            _ => chains.push(vec![(index, branch)]),
        }
    }
    for chain in chains {
        if !chain.iter().any(|(_, it)| is_fallback(&it.cfg)) {
            continue;
        }
        let first = chain.first().map_or(0, |(index, _)| *index);
        let last = chain.last().map_or(0, |(index, _)| *index);
        let branches: Vec<Branch<'a>> = chain.into_iter().map(|(_, it)| it).collect();
        let is_let = branches.iter().all(|it| matches!(it.node, Node::Statement(Stmt::Local(_))));
        let is_tail = last + 1 == block.stmts.len();
        let is_body = function.is_some_and(|it| !it.is_indirect && std::ptr::eq(it.body, block));
        let rest = block.stmts.iter().enumerate().filter(|(at, _)| *at < first);
        let shape = if is_let {
            Shape::Let
        } else if is_body && is_tail && rest.into_iter().all(|(_, it)| says_nothing(it)) {
            Shape::Body
        } else {
            Shape::Statement
        };
        found.push((shape, branches));
    }
    found
}

/// Whether the branch belongs to the chain: it follows directly, and no build compiles both.
fn continues(chain: &[(usize, Branch<'_>)], index: usize, branch: &Branch<'_>) -> bool {
    let Some((last, _)) = chain.last() else { return false };
    let mut cfgs: Vec<&Cfg> = chain.iter().map(|(_, it)| &it.cfg).collect();
    cfgs.push(&branch.cfg);
    let binds = |it: &Branch<'_>| match it.node {
        Node::Statement(Stmt::Local(local)) => Some(match &local.pat {
            Pat::Type(typed) => (*typed.pat).clone(),
            other => other.clone(),
        }),
        _ => None,
    };
    let same_kind = chain.first().is_some_and(|(_, first)| binds(first) == binds(branch));
    last + 1 == index && same_kind && cfg::are_exclusive(&cfgs)
}

/// `let _ = x;`, with which people silence a warning, does not count as a part of a body.
fn says_nothing(statement: &Stmt) -> bool {
    match statement {
        Stmt::Item(Item::Use(_)) => true,
        Stmt::Local(local) => is_suppression(local),
        _ => false,
    }
}
