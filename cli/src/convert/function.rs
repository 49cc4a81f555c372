//! Turns functions that exist once for each build into one function.

use std::ops::Range;

use proc_macro2::{TokenStream, TokenTree};
use quote::ToTokens;
use syn::{Attribute as Written, Expr, Meta, Pat};

use super::attribute::{self, Attribute};
use super::chain;
use super::message;
use super::rename::{self, Names};
use super::signature;
use crate::read::comments;
use crate::read::source::one_line;
use crate::read::syntax::has_word;
use crate::understand::cfg::{self, Cfg};
use crate::understand::error_type::{ErrorType, error_type};
use crate::understand::fallback::{self, Fallback};
use crate::understand::function::Function;
use crate::understand::place::Place;
use crate::understand::site::{Branch, Node, Site};
use crate::write::edit::{self, Edit};

/// Longer expressions read better as an arm of `feature_gated!`.
const MAX_OTHERWISE: usize = 70;

/// The edits, or why the functions stay.
pub(crate) fn convert(place: &Place<'_>) -> Result<Vec<Edit>, String> {
    let sides = Sides::new(place)?;
    if sides.predicate().is_target_only() {
        return Err(String::from("the target decides, no feature: there is nothing to turn on"));
    }
    let mut edits = Vec::new();
    for (_, other) in sides.gone() {
        for edit in signature::unify(place, sides.kept, other)? {
            if !edits.contains(&edit) {
                edits.push(edit);
            }
        }
    }
    edits.extend(sides.attributes(place)?);
    for (branch, _) in sides.gone() {
        edits.push(Edit::remove_item(place.source, branch.range.clone()));
    }
    let plan = if sides.other_on.is_empty() { sides.way_out(place)? } else { None };
    match plan {
        Some(options) => {
            sides.check_heat(&options)?;
            let indent = place.source.indent(sides.kept_branch.range.start);
            let newline = place.source.newline();
            let predicate = &sides.predicate();
            let attribute = Attribute { name: "requires_feature", predicate, options };
            edits.push(Edit::replace(sides.cfg_range(place), attribute.text(indent, newline)));
        }
        None => edits.extend(sides.merged(place)?),
    }
    Ok(edits)
}

/// The functions of a site.
struct Sides<'a> {
    kept_branch: &'a Branch<'a>,
    kept: Function<'a>,
    other_on: Vec<(&'a Branch<'a>, Function<'a>)>,
    off_branch: &'a Branch<'a>,
    off: Function<'a>,
}

impl<'a> Sides<'a> {
    fn new(place: &Place<'a>) -> Result<Self, String> {
        let site = place.site;
        let function = |branch: &'a Branch<'a>| match branch.node {
            Node::Function(function) => Some((branch, function)),
            _ => None,
        };
        let off = site.off().and_then(function);
        let mut on: Vec<_> = site.on().filter_map(function).collect();
        let (Some((off_branch, off)), false) = (off, on.is_empty()) else {
            return Err(match site.branches.len() {
                1 => String::from(
                    "there is no other side: only a build without it has this function",
                ),
                _ => String::from("several sides are compiled where nothing is turned on"),
            });
        };
        let (kept_branch, kept) = on.remove(0);
        let all: Vec<&Cfg> = site.branches.iter().map(|branch| &branch.cfg).collect();
        if !cfg::cover_everything(&all) {
            return Err(String::from("some build has none of the sides"));
        }
        if site.branches.iter().any(|branch| branch.cfg_attributes.len() != 1) {
            return Err(String::from("a side carries several `#[cfg]` attributes"));
        }
        Ok(Self { kept_branch, kept, other_on: on, off_branch, off })
    }

    /// Every side but the one that is kept.
    fn gone(&self) -> impl Iterator<Item = (&'a Branch<'a>, Function<'a>)> {
        self.other_on.iter().copied().chain([(self.off_branch, self.off)])
    }

    /// What the build must have for the real thing.
    fn predicate(&self) -> Cfg {
        self.kept_branch.cfg.clone()
    }

    fn cfg_range(&self, place: &Place<'_>) -> Range<usize> {
        let attribute = self.kept_branch.cfg_attributes.first();
        attribute.map_or(0..0, |it| place.source.range_of(*it))
    }

    /// The options that say what happens without the feature; `None` if only the code can say it.
    fn way_out(&self, place: &Place<'_>) -> Result<Option<Vec<String>>, String> {
        let found = fallback::of_block(self.off.body, Some(self.off));
        let output = match &self.kept.signature.output {
            syn::ReturnType::Type(_, output) => Some(&**output),
            syn::ReturnType::Default => None,
        };
        let mut options = Vec::new();
        let is_const = self.kept.signature.constness.is_some();
        match &found {
            Fallback::Panic(_) | Fallback::Bail(_) | Fallback::ErrText(..) => {
                if is_const {
                    return Err(String::from("a `const fn` that fails needs an `otherwise`"));
                }
                options.extend(self.failure(place, &found, output)?);
            }
            Fallback::ErrValue(error) => {
                if rename::uses_parameters(place.source, error, self.off) || place.varies(error) {
                    return Ok(None);
                }
                Self::available(place, error)?;
                options.push(format!("error = |_| {}", one_line(place.source.text_of(error))));
            }
            Fallback::Nothing => options.push(String::from("otherwise = ()")),
            Fallback::Delegate(Expr::Call(call)) => {
                let varies = place.varies(self.kept.signature);
                if varies || Self::available(place, &call.func).is_err() || is_const {
                    return self.otherwise(place, None);
                }
                options.push(format!("fallback = {}", place.source.text_of(&*call.func)));
            }
            Fallback::Value(expression) | Fallback::Expression(expression) => {
                return self.otherwise(place, Some(expression));
            }
            _ => return self.otherwise(place, None),
        }
        options.extend(self.texts(found.text()));
        Ok(Some(options))
    }

    /// `otherwise = ..` where the expression is short and can stand in every build.
    fn otherwise(
        &self,
        place: &Place<'_>,
        value: Option<&Expr>,
    ) -> Result<Option<Vec<String>>, String> {
        let is_const = self.kept.signature.constness.is_some();
        let Some(value) = value else {
            return if is_const {
                Err(String::from("a `const fn` with code on both sides stays as it is"))
            } else {
                Ok(None)
            };
        };
        let names = Names::new(self.kept, self.off);
        let text = names.apply(place.source, value, place.source.range_of(value))?;
        let is_opaque = has_word(self.kept.signature.output.to_token_stream(), "impl");
        if is_opaque && !is_const && !matches!(value, Expr::Lit(_)) {
            // Where the feature is on, nothing would tell its type.
            return Ok(None);
        }
        let is_short = text.chars().count() <= MAX_OTHERWISE && !text.contains('\n');
        // Where the feature is on, it would have to be of the types of that build.
        let may_vary = calls(value.to_token_stream()) && place.index.has_varying_alias()
            || place.varies(value);
        let fits = Self::available(place, value).is_ok()
            && !may_vary
            && !place.varies(self.kept.signature);
        if is_const && !fits {
            return Err(String::from("what the fallback names is another thing in other builds"));
        }
        if !(is_short && fits || is_const) {
            return Ok(None);
        }
        let mut options = vec![format!("otherwise = {text}")];
        options.extend(self.texts(None));
        Ok(Some(options))
    }

    /// Options for a side that fails.
    fn failure(
        &self,
        place: &Place<'_>,
        found: &Fallback<'_>,
        output: Option<&syn::Type>,
    ) -> Result<Vec<String>, String> {
        if matches!(output, Some(syn::Type::ImplTrait(_))) {
            return Err(String::from("`-> impl Trait` needs an `otherwise` or a `fallback`"));
        }
        match error_type(place, output) {
            ErrorType::Converts => Ok(Vec::new()),
            ErrorType::None => match found {
                Fallback::Panic(_) => Ok(vec![String::from("panics")]),
                _ => Err(String::from("it fails, but does not return a `Result` that I know")),
            },
            ErrorType::Unknown(name) => match found {
                Fallback::ErrText(error, _)
                    if !rename::uses_parameters(place.source, error, self.off) =>
                {
                    Self::available(place, error)?;
                    Ok(vec![format!("error = |_| {}", one_line(place.source.text_of(*error)))])
                }
                _ => Err(format!(
                    "how to make the error `{name}` is not known: it needs `error = ..`"
                )),
            },
        }
    }

    /// Hand-written texts that say something of their own.
    fn texts(&self, text: Option<&str>) -> Vec<String> {
        let predicate = self.predicate();
        let name = self.kept.name();
        let mut options = Vec::new();
        options.extend(attribute::hint_for(&predicate, text));
        if options.is_empty() {
            options.extend(text.and_then(|text| message::option(text, &name, &predicate)));
        }
        options
    }

    fn available(place: &Place<'_>, code: &impl ToTokens) -> Result<(), String> {
        match place.missing(&code) {
            None => Ok(()),
            Some(name) => {
                Err(format!("the fallback uses `{name}`, which exists in some builds only"))
            }
        }
    }

    /// Counting is not free: a function that is inlined everywhere keeps its two bodies.
    fn check_heat(&self, options: &[String]) -> Result<(), String> {
        let does_work =
            options.iter().any(|it| it.starts_with("fallback") || it.starts_with("otherwise = {"));
        if does_work && self.kept.is_always_inlined() {
            return Err(String::from(
                "`#[inline(always)]` on both sides: counting its calls would cost more than they do",
            ));
        }
        Ok(())
    }

    /// Attributes and documentation of the sides that go.
    fn attributes(&self, place: &Place<'_>) -> Result<Vec<Edit>, String> {
        let mut edits = Vec::new();
        let written = |attribute: &Written| place.source.text_of(attribute).to_owned();
        let kept: Vec<String> = self.kept.attributes.iter().map(written).collect();
        let at = self.cfg_range(place).start;
        let indent = place.source.indent(self.kept_branch.range.start).to_owned();
        let newline = place.source.newline();
        let has_docs = self.kept.attributes.iter().any(|it| it.path().is_ident("doc"));
        let mut docs = String::new();
        for (branch, function) in self.gone() {
            for attribute in function.attributes {
                if Cfg::of(attribute).is_some() || kept.contains(&written(attribute)) {
                    continue;
                }
                let path = attribute.path().to_token_stream().to_string();
                match (path.as_str(), &attribute.meta) {
                    ("doc", _) => {
                        let text = written(attribute);
                        let text = text.trim_end();
                        // One side documents the function; what the other said is kept.
                        match text.strip_prefix("///") {
                            Some(rest) if has_docs => docs.push_str(&format!("//{rest}")),
                            None if has_docs => {
                                return Err(String::from("the sides differ in documentation"));
                            }
                            _ => docs.push_str(text),
                        }
                        docs.push_str(newline);
                        docs.push_str(&indent);
                    }
                    ("inline" | "cold", _) => {}
                    ("allow" | "expect", Meta::List(list)) => {
                        let lints = list.tokens.to_string();
                        let silent = ["unused_variables", "unused_mut"];
                        let rest: Vec<&str> = lints
                            .split(',')
                            .map(str::trim)
                            .filter(|lint| !lint.is_empty() && !silent.contains(lint))
                            .collect();
                        if !rest.is_empty() {
                            let rest = rest.join(", ").replace(" :: ", "::");
                            let text = format!(
                                "#[cfg_attr({}, {path}({rest}))]{newline}{indent}",
                                branch.cfg.as_cfg()
                            );
                            edits.push(Edit::replace(at..at, text));
                        }
                    }
                    _ => {
                        return Err(format!(
                            "only one side carries `{}`",
                            one_line(&written(attribute))
                        ));
                    }
                }
            }
        }
        if !docs.is_empty() {
            let start = self.kept_branch.range.start;
            // In front of the attributes that stand at the same place.
            edits.insert(0, Edit::replace(start..start, docs));
        }
        let is_special = |it: &Written| {
            it.path().is_ident("target_feature")
                || it.path().segments.last().is_some_and(|last| last.ident == "no_mangle")
        };
        if self.kept.attributes.iter().any(is_special) {
            return Err(String::from(
                "`#[target_feature]` and `#[no_mangle]` are left to a person",
            ));
        }
        Ok(edits)
    }

    /// One body that chooses.
    fn merged(&self, place: &Place<'_>) -> Result<Vec<Edit>, String> {
        if self.kept.signature.constness.is_some() {
            return Err(String::from("a `const fn` with code on both sides stays as it is"));
        }
        if self.kept.is_always_inlined() {
            return Err(String::from(
                "`#[inline(always)]` on both sides: counting its calls would cost more than they do",
            ));
        }
        let source = place.source;
        let newline = source.newline();
        let indent = source.indent(self.kept_branch.range.start).to_owned();
        let deep = format!("{indent}        ");
        let body = |branch: &Branch<'_>, function: Function<'_>| -> Result<String, String> {
            let range = source.range(function.body.brace_token.span.join());
            let from = source.indent(branch.range.start);
            let moved = edit::moved(source, range.clone(), from, &deep);
            let edits = Names::new(self.kept, function).edits(source, function.body)?;
            if edits.is_empty() {
                return Ok(moved);
            }
            // Renamed first, then moved: both are edits of the same text.
            let renamed = Names::new(self.kept, function).apply(source, function.body, range)?;
            let renamed = crate::read::source::Source::new(place.file.to_owned(), renamed);
            Ok(edit::moved(&renamed, 0..renamed.text.len(), from, &deep))
        };
        let output = match &self.kept.signature.output {
            syn::ReturnType::Type(_, output) => Some(&**output),
            syn::ReturnType::Default => None,
        };
        let mut arms = Vec::new();
        let on = [(self.kept_branch, self.kept)];
        for (branch, function) in on.iter().chain(&self.other_on) {
            arms.push(format!("{} => {}", branch.cfg, body(branch, *function)?));
        }
        let found = fallback::of_block(self.off.body, Some(self.off));
        let gone = source.slice(self.off_branch.range.clone());
        let is_opaque = output.is_some_and(|it| has_word(it.to_token_stream(), "impl"));
        let is_hinted = chain::is_plain_failure(&found)
            && !is_opaque
            && error_type(place, output) == ErrorType::Converts
            && comments::comments(gone).iter().all(|it| it.is_doc);
        let otherwise = if is_hinted { None } else { Some(body(self.off_branch, self.off)?) };
        arms.extend(otherwise.iter().map(|body| format!("_ => {body}")));
        let function = Site { enclosing: Some(self.kept.enclosing()), ..place.site.clone() };
        let inside = Place { site: &function, ..*place };
        let mut options = chain::options(&inside, &self.kept.name(), otherwise.as_deref());
        options.extend(chain::unused(&self.unused(place, is_hinted)?));
        options.extend(found.text().filter(|_| is_hinted).and_then(|text| {
            message::option(text, &self.kept.name(), &self.off_branch.cfg.negated())
        }));
        let text = chain::gated(&arms, &options, &format!("{indent}    "), newline);
        let braces = source.range(self.kept.body.brace_token.span.join());
        let mut edits = vec![Edit::replace(
            braces,
            format!("{{{newline}{indent}    {text}{newline}{indent}}}"),
        )];
        let cfg = self.cfg_range(place);
        let behind = source.slice(cfg.end..source.line_end(cfg.end));
        let blank = behind.len() - behind.trim_start_matches(' ').len();
        edits.push(Edit::remove_lines(source, cfg.start..cfg.end + blank));
        Ok(edits)
    }

    /// The parameters that not every arm uses, or changes, as the function that stays has them.
    fn unused(&self, place: &Place<'_>, is_hinted: bool) -> Result<Vec<String>, String> {
        let mut unused = Vec::new();
        let mut sides = vec![self.kept];
        sides.extend(self.other_on.iter().map(|(_, function)| *function));
        sides.extend((!is_hinted).then_some(self.off));
        for (index, kept) in self.kept.patterns().enumerate() {
            let own = sides.iter().filter_map(|side| Some((side, side.patterns().nth(index)?)));
            let own: Vec<_> = own.collect();
            let Pat::Ident(name) = kept else {
                let text = |it: &Pat| one_line(place.source.text_of(it));
                // Every side takes the same parts out of it, or nobody takes any.
                let is_same = !is_hinted && own.iter().all(|(_, it)| text(it) == text(kept));
                if is_same || matches!(kept, Pat::Wild(_)) {
                    continue;
                }
                return Err(String::from("a parameter is a pattern, and not every side uses it"));
            };
            let is_mut =
                |pattern: &Pat| matches!(pattern, Pat::Ident(it) if it.mutability.is_some());
            if name.mutability.is_none() && own.iter().any(|(_, it)| is_mut(it)) {
                return Err(format!("only one side has `mut {}`", name.ident));
            }
            let is_used = |(side, pattern): &(&Function<'_>, &Pat)| match pattern {
                Pat::Ident(it) => rename::uses(place.source, side.body, &it.ident.to_string()),
                _ => false,
            };
            let is_needed = is_hinted
                || !own.iter().all(is_used)
                || (name.mutability.is_some() && !own.iter().all(|(_, it)| is_mut(it)));
            if is_needed && !name.ident.to_string().starts_with('_') {
                let mutability = if name.mutability.is_some() { "mut " } else { "" };
                unused.push(format!("{mutability}{}", name.ident));
            }
        }
        Ok(unused)
    }
}

/// Whether a function is called, or a value of a named type is made, in the tokens.
fn calls(tokens: TokenStream) -> bool {
    let mut is_after_name = false;
    tokens.into_iter().any(|token| {
        let found = matches!(&token, TokenTree::Group(it) if is_after_name || calls(it.stream()));
        is_after_name = matches!(token, TokenTree::Ident(_));
        found
    })
}
