//! Audits one file.

use std::ops::Range;
use std::path::{Path, PathBuf};

use syn::visit::Visit;

use super::finding::Finding;
use super::macros::{names_issue, undeclared};
use super::message::{Verdict, verdict};
use super::rules::{self, Rule};
use crate::find::manifest::Manifest;
use crate::read::comments;
use crate::read::source::{self, Source};
use crate::understand::annotations;
use crate::understand::cfg::Cfg;
use crate::understand::dummy::{self, Body, DummyType};
use crate::understand::fallback::{self, Fallback};
use crate::understand::function::Function;
use crate::understand::site::{Node, Shape, Site};
use crate::understand::sites;

/// A module or an import that is compiled where something is missing.
#[derive(Debug)]
pub(crate) struct Lead {
    /// The last names of the path: of a module, or of what is imported from it.
    pub(crate) names: Vec<String>,
    /// What must be missing.
    pub(crate) off: Cfg,
    /// The file that says so.
    pub(crate) from: PathBuf,
}

/// A failing method of a possible dummy.
#[derive(Debug)]
pub(crate) struct DummyMethod {
    /// The type, and whether it is the first method found of it.
    pub(crate) owner: String,
    /// `Owner::method`
    pub(crate) item: String,
    /// Where it is.
    pub(crate) place: source::Place,
    /// What it does.
    pub(crate) body: Body,
    /// Whether it returns a `Result`.
    pub(crate) returns_result: bool,
}

/// What one file gives.
#[derive(Debug, Default)]
pub(crate) struct Audited {
    /// Findings that need no other file.
    pub(crate) findings: Vec<Finding>,
    /// Where dummies may be.
    pub(crate) leads: Vec<Lead>,
    /// Failing methods, if the file turns out to be a dummy.
    pub(crate) dummies: Vec<DummyMethod>,
}

/// Whether the text may hold anything to find: most files need no parsing.
fn may_matter(text: &str, manifest: &Manifest) -> bool {
    (text.contains("not(") && text.contains("cfg("))
        || ["todo!", "unimplemented!", "TODO", "FIXME", "does not support", "featherfall"]
            .iter()
            .any(|word| text.contains(word))
        || names_unknown_feature(text, manifest)
}

/// A cheap look for `feature = ".."`; the exact one follows.
fn names_unknown_feature(text: &str, manifest: &Manifest) -> bool {
    !manifest.name.is_empty()
        && text.match_indices("feature").any(|(at, word)| {
            let rest = text[at + word.len()..].trim_start();
            let Some(rest) = rest.strip_prefix('=') else { return false };
            let Some(rest) = rest.trim_start().strip_prefix('"') else { return false };
            let name = rest.split('"').next().unwrap_or_default();
            !manifest.features.contains(name)
        })
}

/// Audits the file at `path`, called `shown` in findings.
pub(crate) fn audit(
    path: &Path,
    shown: &str,
    manifest: &Manifest,
    is_beside: bool,
) -> Result<Audited, source::Unreadable> {
    let source = Source::read(path)?;
    let is_dummy = dummy::is_named_so(path);
    if !is_dummy && !may_matter(&source.text, manifest) {
        return Ok(Audited::default());
    }
    let file = source.parse()?;
    let mut auditor = Auditor { source: &source, shown, manifest, result: Audited::default() };
    let sites = sites::of(&source, &file, is_beside).chosen;
    for site in &sites {
        auditor.site(site);
        auditor.result.leads.extend(lead(&source, path, site));
    }
    let tracked = auditor.macros(&file, &sites, is_beside);
    auditor.todo_comments(&file, &tracked);
    auditor.dummies(&file);
    if source.text.contains("featherfall") {
        let read = annotations::read(&source, &file);
        for (offset, item, message) in read.errors {
            auditor.add(&rules::BROKEN_ANNOTATION, offset, &item, message);
        }
        for annotation in &read.annotations {
            for feature in annotation.predicate.iter().flat_map(Cfg::features) {
                if let Some(message) = undeclared(manifest, feature) {
                    let (offset, item) = (annotation.offset, &annotation.item);
                    auditor.add(&rules::UNDECLARED_FEATURE, offset, item, message);
                }
            }
        }
    }
    let result = auditor.result;
    drop(sites);
    drop(file);
    source::forget_spans();
    Ok(result)
}

/// Where a dummy may be found.
fn lead(source: &Source, path: &Path, site: &Site<'_>) -> Option<Lead> {
    let off = site.off()?;
    let text = source.slice(off.range.clone());
    let code = text.rsplit(']').next()?.trim();
    let is_module = code.ends_with(';') && code.contains("mod ");
    if site.shape != Shape::Definition || !(is_module || code.contains("use ")) {
        return None;
    }
    let names = code
        .split(|c: char| !c.is_alphanumeric() && c != '_')
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect();
    Some(Lead { names, off: off.cfg.clone(), from: path.to_owned() })
}

struct Auditor<'a> {
    source: &'a Source,
    shown: &'a str,
    manifest: &'a Manifest,
    result: Audited,
}

impl Auditor<'_> {
    fn add(&mut self, rule: &'static Rule, offset: usize, item: &str, message: String) {
        let place = self.source.place(offset);
        self.result.findings.push(Finding {
            rule,
            path: self.shown.to_owned(),
            line: place.line,
            column: place.column,
            item: item.to_owned(),
            message,
        });
    }

    fn site(&mut self, site: &Site<'_>) {
        let Some(branch) = site.off().or_else(|| site.branches.first()) else { return };
        let attribute = branch.cfg_attributes.first();
        let offset = attribute.map_or(branch.range.start, |it| self.source.range_of(*it).start);
        let predicate = match &site.on().map(|it| it.cfg.clone()).collect::<Vec<_>>()[..] {
            [] => branch.cfg.negated(),
            [one] => one.clone(),
            several => Cfg::Any(several.to_vec()),
        };
        let (found, output) = match branch.node {
            Node::Function(it) => {
                let output = match &it.signature.output {
                    syn::ReturnType::Type(_, output) => Some(&**output),
                    syn::ReturnType::Default => None,
                };
                (Some(fallback::of_block(it.body, Some(it))), output)
            }
            Node::Statement(it) => {
                (Some(fallback::of_statement(it)), site.enclosing.and_then(|it| it.output()))
            }
            Node::Arm(it) => (
                Some(fallback::of_expression(&it.body, None)),
                site.enclosing.and_then(|it| it.output()),
            ),
            Node::Opaque => (None, None),
        };
        let (shape, needs) = (site.shape.name(), predicate.to_string());
        let kind = found.as_ref().map_or("definition", Fallback::kind);
        let returns_result = output.is_some_and(is_result);
        let (rule, message) = match &found {
            _ if site.in_test => (
                &rules::HAND_WRITTEN_PAIR,
                format!("this {shape} of a test depends on `{needs}` (fallback: {kind})"),
            ),
            Some(Fallback::Panic(_)) if returns_result => (
                &rules::PANICKING_FALLBACK,
                format!("without `{needs}` this {shape} panics, although a `Result` is returned"),
            ),
            Some(Fallback::Nothing) if site.branches.len() > 1 => (
                &rules::SILENT_FALLBACK,
                format!("without `{needs}` this {shape} does nothing and says nothing"),
            ),
            Some(Fallback::Value(_)) if site.branches.len() > 1 => (
                &rules::SILENT_FALLBACK,
                format!("without `{needs}` this {shape} is a {kind} and says nothing"),
            ),
            _ if site.branches.len() > 1 => (
                &rules::HAND_WRITTEN_PAIR,
                format!(
                    "this {shape} is written by hand for builds with and without `{needs}` (fallback: {kind})"
                ),
            ),
            _ => (
                &rules::HAND_WRITTEN_PAIR,
                format!("this {shape} exists only in builds without `{needs}` (fallback: {kind})"),
            ),
        };
        self.add(rule, offset, &site.item, message);
        if site.shape == Shape::Definition && !site.in_test {
            self.panicking_methods(&needs, branch.range.clone(), &site.item);
        }
        let said = match &found {
            Some(Fallback::ErrValue(error)) => Some(self.source.text_of(*error).to_owned()),
            Some(other) => other.text().map(str::to_owned),
            None => None,
        };
        if let Some(said) = said.filter(|_| !predicate.is_target_only() && !site.in_test) {
            self.said(&said, &predicate, offset, &site.item);
        }
    }

    /// Methods of an impl block that is there instead of the real one.
    fn panicking_methods(&mut self, needs: &str, range: Range<usize>, item: &str) {
        // The scan keeps only the bytes of a definition.
        let Ok(block) = syn::parse_str::<syn::ItemImpl>(self.source.slice(range.clone())) else {
            return;
        };
        for method in block.items.iter().filter_map(Function::of_impl_item) {
            let output = match &method.signature.output {
                syn::ReturnType::Type(_, output) => is_result(output),
                syn::ReturnType::Default => false,
            };
            if output && dummy::body(method.body, &[]) == Body::Panic {
                let offset = range.start + method.signature.ident.span().byte_range().start;
                let message =
                    format!("without `{needs}` it panics, although it returns a `Result`");
                let item = format!("{item}::{}", method.name());
                self.add(&rules::PANICKING_FALLBACK, offset, &item, message);
            }
        }
    }

    fn said(&mut self, text: &str, predicate: &Cfg, offset: usize, item: &str) {
        match verdict(text, predicate, &self.manifest.features) {
            Verdict::Right => {}
            Verdict::Wrong(other) => {
                let message =
                    format!("`{predicate}` is missing, but the message names `{other}`: {text:?}");
                self.add(&rules::WRONG_FEATURE, offset, item, message);
            }
            Verdict::Vague => {
                let message =
                    format!("`{predicate}` is missing, and the message does not say so: {text:?}");
                self.add(&rules::VAGUE_MESSAGE, offset, item, message);
            }
        }
    }

    /// `todo!()`, `does not support`, undeclared features. Returns where all that is tracked.
    fn macros(
        &mut self,
        file: &syn::File,
        sites: &[Site<'_>],
        is_beside: bool,
    ) -> Vec<Range<usize>> {
        let mut finder = super::macros::Macros {
            source: self.source,
            manifest: self.manifest,
            fallbacks: sites.iter().filter_map(|site| Some(site.off()?.range.clone())).collect(),
            path: Vec::new(),
            in_test: is_beside,
            is_tracked: false,
            tracked: Vec::new(),
            found: Vec::new(),
        };
        finder.visit_file(file);
        for (rule, offset, item, message) in finder.found {
            self.add(rule, offset, &item, message);
        }
        finder.tracked
    }

    fn todo_comments(&mut self, file: &syn::File, tracked: &[Range<usize>]) {
        if !["TODO", "FIXME"].iter().any(|word| self.source.text.contains(word)) {
            return;
        }
        let items = items(self.source, file);
        for comment in comments::comments(&self.source.text) {
            let text = &self.source.text[comment.range.clone()];
            let is_todo =
                text.split(|c: char| !c.is_alphanumeric()).any(|it| it == "TODO" || it == "FIXME");
            let is_tracked = tracked.iter().any(|it| it.contains(&comment.range.start));
            if is_todo && !is_tracked && !names_issue(text) {
                let item = items
                    .iter()
                    .filter(|(range, _)| range.contains(&comment.range.start))
                    .min_by_key(|(range, _)| range.len())
                    .map_or("", |(_, item)| item);
                let item = item.to_owned();
                let first = text
                    .lines()
                    .next()
                    .unwrap_or_default()
                    .trim_start_matches(['/', '*', '!', ' ']);
                self.add(
                    &rules::UNTRACKED_TODO,
                    comment.range.start,
                    &item,
                    format!("`{}`", first.trim()),
                );
            }
        }
    }

    fn dummies(&mut self, file: &syn::File) {
        let panicking = dummy::panicking_macros(&file.items);
        for it in DummyType::all(file) {
            let owner = it.definition.ident.to_string();
            let is_stub = it.definition.attrs.iter().any(|it| {
                it.path().segments.last().is_some_and(|last| last.ident == "feature_stub")
            });
            if is_stub {
                continue;
            }
            for method in it.methods() {
                let body = dummy::body(method.body, &panicking);
                if body == Body::Other {
                    continue;
                }
                let output = match &method.signature.output {
                    syn::ReturnType::Type(_, output) => is_result(output),
                    syn::ReturnType::Default => false,
                };
                self.result.dummies.push(DummyMethod {
                    owner: owner.clone(),
                    item: format!("{owner}::{}", method.name()),
                    place: self.source.place(method.range(self.source).start),
                    body,
                    returns_result: output,
                });
            }
        }
    }
}

fn is_result(output: &syn::Type) -> bool {
    match output {
        syn::Type::Path(it) => {
            it.path.segments.last().is_some_and(|last| last.ident.to_string().ends_with("Result"))
        }
        _ => false,
    }
}

/// All items with a name and their bytes.
fn items(source: &Source, file: &syn::File) -> Vec<(Range<usize>, String)> {
    sites::of(source, file, false)
        .bodies
        .into_iter()
        .filter_map(|site| {
            let body = site.enclosing?.body;
            let range = source.range(body.brace_token.span.join());
            Some((range, site.item))
        })
        .collect()
}
