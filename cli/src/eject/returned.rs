//! What is returned where a macro stands: its `?` leaves the function or the closure around it. And
//! whether it is the last in a block, which its arms need no block around them for.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use syn::visit::{self, Visit};
use syn::{
    Block, Expr, ExprAsync, ExprClosure, ImplItemFn, ItemFn, Macro, ReturnType, Stmt, Token,
    TraitItemFn, Type,
};

use super::item;
use crate::read::source::Source;
use crate::read::syntax::is_sign;

/// The types by the byte where the macro starts; those that the code does not say are not in it.
#[derive(Default)]
pub(super) struct Returned {
    types: BTreeMap<usize, ReturnType>,
    tails: BTreeSet<usize>,
}

impl Returned {
    /// Those of the whole file. In the tokens of macros a `->` must say what is returned.
    pub(super) fn of(source: &Source, file: &syn::File) -> Self {
        let mut finder = Finder { source, around: None, found: Self::default() };
        finder.visit_file(file);
        finder.found
    }

    /// The type for the macro that starts there.
    pub(super) fn at(&self, start: usize) -> Option<&ReturnType> {
        self.types.get(&start)
    }

    /// Whether the macro that starts there is what a block ends with.
    pub(super) fn is_tail(&self, start: usize) -> bool {
        self.tails.contains(&start)
    }
}

struct Finder<'a> {
    source: &'a Source,
    around: Option<ReturnType>,
    found: Returned,
}

impl Finder<'_> {
    fn within(&mut self, output: Option<&ReturnType>, visit: impl FnOnce(&mut Self)) {
        let around = std::mem::replace(&mut self.around, output.cloned());
        visit(self);
        self.around = around;
    }
}

impl Finder<'_> {
    /// What functions in the tokens of a macro return, as written.
    fn inside(&mut self, tokens: TokenStream, around: Option<&ReturnType>) {
        let tokens: Vec<TokenTree> = tokens.into_iter().collect();
        let mut next: Option<ReturnType> = None;
        for (at, token) in tokens.iter().enumerate() {
            let before = at.checked_sub(1).and_then(|it| tokens.get(it));
            match token {
                TokenTree::Group(it) if it.delimiter() == Delimiter::Brace => {
                    let own = next.take();
                    self.inside(it.stream(), own.as_ref().or(around));
                }
                TokenTree::Group(it) => self.inside(it.stream(), around),
                TokenTree::Punct(it) if it.as_char() == ';' => next = None,
                TokenTree::Punct(it) if it.as_char() == '>' && is_sign(before, '-') => {
                    next = Some(output(&tokens[at + 1..]));
                }
                TokenTree::Ident(it) if it == "fn" => next = None,
                _ => {
                    let (_, length) = item::path(&tokens[at..]);
                    let is_invoked = length > 0 && is_sign(tokens.get(at + length), '!');
                    if let (true, Some(output)) = (is_invoked, around) {
                        let start = self.source.range(token.span()).start;
                        self.found.types.insert(start, output.clone());
                    }
                }
            }
        }
    }
}

/// The type in front of the body.
fn output(tokens: &[TokenTree]) -> ReturnType {
    let is_end = |it: &&TokenTree| match it {
        TokenTree::Group(it) => it.delimiter() == Delimiter::Brace,
        TokenTree::Ident(it) => it == "where",
        _ => false,
    };
    let tokens = tokens.iter().take_while(|it| !is_end(it)).cloned().collect();
    ReturnType::Type(<Token![->]>::default(), Box::new(Type::Verbatim(tokens)))
}

impl<'a> Visit<'a> for Finder<'_> {
    fn visit_item_fn(&mut self, it: &'a ItemFn) {
        self.within(Some(&it.sig.output), |this| visit::visit_item_fn(this, it));
    }

    fn visit_impl_item_fn(&mut self, it: &'a ImplItemFn) {
        self.within(Some(&it.sig.output), |this| visit::visit_impl_item_fn(this, it));
    }

    fn visit_trait_item_fn(&mut self, it: &'a TraitItemFn) {
        self.within(Some(&it.sig.output), |this| visit::visit_trait_item_fn(this, it));
    }

    fn visit_expr_closure(&mut self, it: &'a ExprClosure) {
        let said = Some(&it.output).filter(|it| matches!(it, ReturnType::Type(..)));
        self.within(said, |this| visit::visit_expr_closure(this, it));
    }

    fn visit_expr_async(&mut self, it: &'a ExprAsync) {
        self.within(None, |this| visit::visit_expr_async(this, it));
    }

    fn visit_block(&mut self, it: &'a Block) {
        let tail = match it.stmts.last() {
            Some(Stmt::Macro(it)) if it.semi_token.is_none() && it.attrs.is_empty() => {
                Some(&it.mac)
            }
            Some(Stmt::Expr(Expr::Macro(it), None)) if it.attrs.is_empty() => Some(&it.mac),
            _ => None,
        };
        self.found.tails.extend(tail.map(|it| self.source.range_of(&it.path).start));
        visit::visit_block(self, it);
    }

    fn visit_macro(&mut self, it: &'a Macro) {
        if let Some(output) = &self.around {
            let start = self.source.range_of(&it.path).start;
            self.found.types.insert(start, output.clone());
        }
        self.inside(it.tokens.clone(), None);
    }
}
