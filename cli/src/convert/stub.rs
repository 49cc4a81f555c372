//! Turns the types and impl blocks of a dummy module into `#[feature_stub]`.

use std::collections::BTreeSet;
use std::ops::Range;

use syn::{Fields, Item, ReturnType, UseTree};

use super::attribute::Attribute;
use crate::read::comments;
use crate::read::syntax::type_name;
use crate::understand::cfg::Cfg;
use crate::understand::dummy::{self, Body, Dummy, DummyType};
use crate::understand::error_type::{ErrorType, error_type};
use crate::understand::function::Function;
use crate::understand::place::Place;
use crate::write::edit::Edit;

/// What became of a dummy module.
#[derive(Debug, Default)]
pub(crate) struct Stubs {
    /// The edits.
    pub(crate) edits: Vec<Edit>,
    /// How many methods lost their bodies.
    pub(crate) methods: usize,
    /// Methods and functions that stay, with the reason and the byte where they begin.
    pub(crate) left: Vec<(usize, String, String)>,
}

/// Converts what can be converted in a dummy module.
pub(crate) fn convert(place: &Place<'_>, file: &syn::File, dummy: &Dummy) -> Stubs {
    let mut stubs = Stubs::default();
    let predicate = dummy.off.negated();
    let panicking = dummy::panicking_macros(&file.items);
    let types = DummyType::all(file);
    let mut gone: Vec<String> = Vec::new();
    for it in &types {
        let name = it.definition.ident.to_string();
        match it.obstacle(place.index, dummy) {
            None => gone.push(name),
            Some(reason) => {
                for method in it.methods() {
                    if dummy::body(method.body, &panicking) != Body::Other {
                        stubs.leave(place, &name, method, &reason);
                    }
                }
            }
        }
    }
    for it in types.iter().filter(|it| gone.contains(&it.definition.ident.to_string())) {
        definition(place, it, &predicate, &mut stubs);
        for block in &it.impls {
            implementation(place, block, &predicate, &panicking, &mut stubs);
        }
    }
    if gone.is_empty() {
        free_functions(place, file, &panicking, &mut stubs);
        return stubs;
    }
    let is_gone = |item: &&Item| match item {
        Item::Struct(it) => gone.contains(&it.ident.to_string()),
        Item::Impl(it) => gone.contains(&type_name(&it.self_ty)),
        _ => false,
    };
    let used = dummy::names_used(place.source, file.items.iter().filter(|item| !is_gone(item)));
    let silent = dummy.is_always_compiled.then_some(&predicate);
    macros(place, file, &panicking, silent, &used, &mut stubs);
    if dummy.is_always_compiled {
        if let Some(name) = gone.iter().find(|name| used.contains(*name)) {
            let reason = format!("`{name}` is used in the same module by code that stays");
            let left = stubs.left.into_iter().chain([(0, name.clone(), reason)]).collect();
            return Stubs { left, ..Stubs::default() };
        }
        imports(place, file, &predicate, &used, &mut stubs);
    }
    free_functions(place, file, &panicking, &mut stubs);
    stubs
}

impl Stubs {
    fn leave(&mut self, place: &Place<'_>, owner: &str, function: Function<'_>, reason: &str) {
        let start = function.range(place.source).start;
        let name = function.name();
        let item = if owner.is_empty() { name } else { format!("{owner}::{name}") };
        self.left.push((start, item, reason.to_owned()));
    }
}

fn definition(place: &Place<'_>, it: &DummyType<'_>, predicate: &Cfg, stubs: &mut Stubs) {
    let source = place.source;
    let start = source.range_of(it.definition).start;
    let attribute = Attribute { name: "feature_stub", predicate, options: Vec::new() };
    let (indent, newline) = (source.indent(start), source.newline());
    // In front of the derives, which must see the type as it will be.
    let at = it
        .definition
        .attrs
        .iter()
        .find(|it| !it.path().is_ident("doc"))
        .map_or_else(|| item_start(place, it), |first| source.range_of(first).start);
    let text = format!("{}{newline}{indent}", attribute.text(indent, newline));
    stubs.edits.push(Edit::replace(at..at, text));
    if !matches!(it.definition.fields, Fields::Unit) {
        let fields = source.range_of(&it.definition.fields);
        let name_end = source.range_of(&it.definition.ident).end;
        let end = source.range_of(it.definition).end.max(fields.end);
        stubs.edits.push(Edit::replace(name_end..end, ";"));
    }
}

/// The first byte behind the attributes.
fn item_start(place: &Place<'_>, it: &DummyType<'_>) -> usize {
    match &it.definition.vis {
        syn::Visibility::Inherited => place.source.range_of(&it.definition.struct_token).start,
        visibility => place.source.range_of(visibility).start,
    }
}

fn implementation(
    place: &Place<'_>,
    block: &syn::ItemImpl,
    predicate: &Cfg,
    panicking: &[String],
    stubs: &mut Stubs,
) {
    let source = place.source;
    let mut error: Option<String> = None;
    let owner = type_name(&block.self_ty);
    for method in block.items.iter().filter_map(dummy::method) {
        let has_receiver = method.signature.receiver().is_some();
        let found = dummy::body(method.body, panicking);
        let verdict =
            if has_receiver { Ok(()) } else { without_receiver(place, method, &found, &mut error) };
        let range = source.range(method.body.brace_token.span.join());
        match verdict {
            Ok(()) => {
                stubs.edits.extend(comments_kept(place, method, range.clone()));
                let before = source.slice(0..range.start);
                let start = before.trim_end().len();
                stubs.edits.push(Edit::replace(start..range.end, ";"));
                stubs.methods += 1;
            }
            Err(reason) if found != Body::Other => stubs.leave(place, &owner, method, &reason),
            Err(_) => {}
        }
    }
    let options = error.map(|error| format!("error = |_| {error}")).into_iter().collect();
    let attribute = Attribute { name: "feature_stub", predicate, options };
    let start = block.attrs.iter().find(|it| !it.path().is_ident("doc"));
    let start = match start {
        Some(first) => source.range_of(first).start,
        None => match &block.unsafety {
            Some(token) => source.range_of(token).start,
            None => source.range_of(&block.impl_token).start,
        },
    };
    let (indent, newline) = (source.indent(start), source.newline());
    let text = format!("{}{newline}{indent}", attribute.text(indent, newline));
    stubs.edits.push(Edit::replace(start..start, text));
}

/// The comments of a body that goes, above its function.
fn comments_kept(place: &Place<'_>, method: Function<'_>, body: Range<usize>) -> Option<Edit> {
    let source = place.source;
    let text = source.slice(body);
    let start = method.range(source).start;
    let (indent, newline) = (source.indent(start), source.newline());
    let kept: Vec<String> = comments::comments(text)
        .into_iter()
        .map(|it| format!("{}{newline}{indent}", &text[it.range]))
        .collect();
    if kept.is_empty() { None } else { Some(Edit::replace(start..start, kept.concat())) }
}

/// A function that anybody can call must still return the error that it returned.
fn without_receiver(
    place: &Place<'_>,
    method: Function<'_>,
    found: &Body,
    error: &mut Option<String>,
) -> Result<(), String> {
    let output = match &method.signature.output {
        ReturnType::Type(_, output) => Some(&**output),
        ReturnType::Default => None,
    };
    match found {
        Body::Error(text) => match error {
            Some(other) if other != text => {
                Err(String::from("two functions of the impl block return different errors"))
            }
            _ => {
                *error = Some(text.clone());
                Ok(())
            }
        },
        Body::Failure(_) | Body::Panic
            if error.is_none() && error_type(place, output) == ErrorType::Converts =>
        {
            Ok(())
        }
        Body::Failure(_) | Body::Panic => {
            Err(String::from("it has no receiver, and how to make its error is not known"))
        }
        Body::Other => Err(String::from("it does something")),
    }
}

/// Macros whose last use went; those that only stubs use are unused where `silent` holds.
fn macros(
    place: &Place<'_>,
    file: &syn::File,
    panicking: &[String],
    silent: Option<&Cfg>,
    used: &BTreeSet<String>,
    stubs: &mut Stubs,
) {
    let source = place.source;
    for item in &file.items {
        let Item::Macro(it) = item else { continue };
        let Some(name) = it.ident.as_ref().map(ToString::to_string) else { continue };
        if !panicking.contains(&name) || !it.attrs.is_empty() {
            continue;
        }
        let own = source.range_of(item);
        let is_left = source.text.match_indices(&format!("{name}!")).any(|(at, _)| {
            !own.contains(&at) && !stubs.edits.iter().any(|edit| edit.range.contains(&at))
        });
        if !is_left && comments::comments(source.slice(own.clone())).is_empty() {
            stubs.edits.push(Edit::remove_lines(source, own));
        } else if let Some(predicate) = silent.filter(|_| is_left && !used.contains(&name)) {
            let (newline, cfg) = (source.newline(), predicate.as_cfg());
            let text = format!("#[cfg_attr({cfg}, allow(unused_macros))]{newline}");
            stubs.edits.push(Edit::replace(own.start..own.start, text));
        }
    }
}

/// Imports that only the stubs need are unused where the stubs are not compiled.
fn imports(
    place: &Place<'_>,
    file: &syn::File,
    predicate: &Cfg,
    used: &BTreeSet<String>,
    stubs: &mut Stubs,
) {
    let allows = file.attrs.iter().any(|it| {
        let text = quote::ToTokens::to_token_stream(it).to_string();
        text.contains("unused_imports") || text.contains("(unused)")
    });
    if allows {
        return;
    }
    for item in &file.items {
        let Item::Use(it) = item else { continue };
        let mut names = Vec::new();
        leaves(&it.tree, &mut names);
        if it.attrs.is_empty() && !names.iter().all(|name| used.contains(name)) {
            let start = place.source.range_of(item).start;
            let newline = place.source.newline();
            let text =
                format!("#[cfg_attr({}, allow(unused_imports))]{newline}", predicate.as_cfg());
            stubs.edits.push(Edit::replace(start..start, text));
        }
    }
}

fn leaves(tree: &UseTree, names: &mut Vec<String>) {
    match tree {
        UseTree::Path(it) => leaves(&it.tree, names),
        UseTree::Name(it) => names.push(it.ident.to_string()),
        UseTree::Rename(it) => names.push(it.rename.to_string()),
        UseTree::Glob(_) => names.push(String::from("*")),
        UseTree::Group(it) => it.items.iter().for_each(|tree| leaves(tree, names)),
    }
}

/// A free function has its other side in another file.
fn free_functions(place: &Place<'_>, file: &syn::File, panicking: &[String], stubs: &mut Stubs) {
    for function in file.items.iter().filter_map(Function::of_item) {
        if dummy::body(function.body, panicking) != Body::Other {
            let reason =
                "a free function: gate the real one, in its own file, with `#[requires_feature]`";
            stubs.leave(place, "", function, reason);
        }
    }
}
