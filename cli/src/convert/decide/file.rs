//! All places of a file with what becomes of them.

use std::ops::Range;
use std::path::Path;

use super::plan::{Plan, Stubs};
use super::reason::{Reason, stays};
use super::site::{reachable, site};
use super::{refusal, said, stub};
use crate::read::source::Source;
use crate::understand::dummy::Dummy;
use crate::understand::flags::Flags;
use crate::understand::index::Index;
use crate::understand::inline;
use crate::understand::place::Place;
use crate::understand::site::Site;
use crate::understand::sites::Sites;

/// A file of a package.
#[derive(Clone, Copy)]
pub(crate) struct View<'a> {
    /// The text.
    pub(crate) source: &'a Source,
    /// The syntax.
    pub(crate) file: &'a syn::File,
    /// The sites.
    pub(crate) sites: &'a Sites<'a>,
    /// The package.
    pub(crate) index: &'a Index<'a>,
    /// Where the file lies.
    pub(crate) path: &'a Path,
}

impl<'a> View<'a> {
    /// The path of an item of the file, as decisions name it: without the crate's name.
    fn item_path(&self, item: &str) -> String {
        let module = self.index.module(self.path).and_then(|it| it.get(1..)).unwrap_or_default();
        let parts = module.iter().map(String::as_str).chain([item]);
        parts.collect::<Vec<_>>().join("::")
    }

    /// A site with everything around it.
    pub(crate) fn place(&self, site: &'a Site<'a>) -> Place<'a> {
        Place { source: self.source, index: self.index, file: self.path, site }
    }
}

/// What a place is called in reports.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Named {
    /// The line in the text that it was found in.
    pub(crate) line: usize,
    /// The item, or the function around it.
    pub(crate) item: String,
    /// What kind of place it is.
    pub(crate) kind: &'static str,
}

impl Named {
    /// Whether it may be the same place in a text that has changed.
    pub(crate) fn is_again(&self, other: &Self) -> bool {
        (&self.item, self.kind) == (&other.item, other.kind)
    }
}

/// A place with what becomes of it.
pub(crate) struct Verdict<'a> {
    /// What it is called.
    pub(crate) named: Named,
    /// Its bytes.
    pub(crate) range: Range<usize>,
    /// The bytes of its sides, if it is a site.
    pub(crate) sides: Vec<Range<usize>>,
    /// What takes its place, or why it stays.
    pub(crate) plan: Result<Plan<'a>, Reason>,
}

/// All sites and refusals of a file, in this order.
pub(crate) fn file<'a>(view: &View<'a>) -> Vec<Verdict<'a>> {
    let source = view.source;
    let decisions = &view.index.package.config.decisions;
    let kept = |path: &str| {
        if decisions.keeps(path) { stays("`keep` in Cargo.toml names it") } else { Ok(()) }
    };
    let said = |mut plan: Plan<'a>, path: &str| {
        if let Some(said) = decisions.said(path) {
            said::put(&mut plan, said);
        }
        plan
    };
    let line = |offset: usize| source.place(offset).line;
    let mut verdicts = Vec::new();
    for it in &view.sites.chosen {
        let range = it.range();
        let path = view.item_path(&it.item);
        verdicts.push(Verdict {
            named: Named {
                line: line(it.offset(source)),
                item: it.item.clone(),
                kind: it.shape.name(),
            },
            sides: it.branches.iter().map(|it| it.range.clone()).collect(),
            range,
            plan: kept(&path).and_then(|()| site(&view.place(it))).map(|plan| said(plan, &path)),
        });
    }
    for it in &view.sites.bodies {
        let Some(enclosing) = it.enclosing else { continue };
        let place = view.place(it);
        let path = view.item_path(&it.item);
        for refusal in refusal::find(enclosing.body) {
            let range = source.range(refusal.span);
            verdicts.push(Verdict {
                named: Named {
                    line: line(range.start),
                    item: it.item.clone(),
                    kind: "refused argument",
                },
                sides: Vec::new(),
                range,
                plan: kept(&path).and_then(|()| reachable(&place)).and_then(|()| {
                    let is_ignored = decisions.is_ignored(&path, &refusal.argument);
                    refusal::decide(&place, &refusal, is_ignored).map(|plan| said(plan, &path))
                }),
            });
        }
    }
    verdicts
}

/// The choices without a `#[cfg]` on the half that fails: all of them stay.
pub(crate) fn inline(view: &View<'_>, flags: &Flags) -> Vec<(Named, Reason)> {
    let mut found = Vec::new();
    if !view.index.is_beside_the_library(view.path) {
        inline::find(view.source, view.file, view.sites, flags, &mut |it| {
            let line = view.source.place(it.offset).line;
            let named = Named { line, item: it.item.to_owned(), kind: it.form.name };
            found.push((named, it.form.reason.into()));
        });
    }
    found
}

/// What becomes of the file if it is a dummy.
pub(crate) fn stubs<'a>(view: &View<'a>, dummy: &Dummy) -> Option<Stubs<'a>> {
    if view.index.is_beside_the_library(view.path) {
        return None;
    }
    // Any function tells what is visible in the file; what stands around it does not count.
    let body = view.sites.bodies.first()?;
    let site = Site { module: Vec::new(), context: Vec::new(), ..body.clone() };
    let place = Place { source: view.source, index: view.index, file: view.path, site: &site };
    Some(stub::decide(&place, view.file, dummy))
}
