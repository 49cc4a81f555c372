//! The types and impl blocks of a dummy module become `#[feature_stub]`.

use std::collections::BTreeSet;
use std::ops::Range;

use quote::ToTokens;
use syn::{Fields, Item, UseTree};

use super::message;
use super::plan::{Left, StubBlock, Stubs};
use super::reason::{NO_STD, Reason, stays};
use super::typed;
use crate::read::names::{Role, names};
use crate::read::syntax::{has_word, type_name};
use crate::understand::cfg::Cfg;
use crate::understand::dummy::{self, Body, Dummy, DummyType};
use crate::understand::error_type::{ErrorType, error_type};
use crate::understand::fallback;
use crate::understand::function::Function;
use crate::understand::place::Place;

/// What becomes of a dummy module.
pub(super) fn decide<'a>(place: &Place<'_>, file: &'a syn::File, dummy: &Dummy) -> Stubs<'a> {
    let panicking = dummy::panicking_macros(&file.items);
    let mut stubs = Stubs {
        predicate: dummy.off.negated(),
        types: Vec::new(),
        blocks: Vec::new(),
        unused: Vec::new(),
        silenced: Vec::new(),
        left: Vec::new(),
    };
    for it in DummyType::all(file) {
        let name = it.definition.ident.to_string();
        let reason = it.obstacle(place.index, dummy).or_else(|| needs_fields(&it));
        let no_std = place.index.is_no_std(place.file).then(|| NO_STD.to_owned());
        if let Some(reason) = no_std.or(reason) {
            for method in it.methods() {
                if dummy::body(method.body, &panicking) != Body::Other {
                    stubs.left.push(left(place, &name, method, reason.as_str()));
                }
            }
            continue;
        }
        stubs.types.push(it.definition);
        for block in it.impls {
            block_of(place, block, &panicking, &mut stubs);
        }
    }
    if !stubs.types.is_empty() {
        around(place, file, dummy, &panicking, &mut stubs);
    }
    for function in file.items.iter().filter_map(Function::of_item) {
        // A free function has its other side in another file.
        if dummy::body(function.body, &panicking) != Body::Other {
            let reason =
                "a free function: gate the real one, in its own file, with `#[requires_feature]`";
            stubs.left.push(left(place, "", function, reason));
        }
    }
    stubs
}

/// A body that stays, because only it says what type it returns, must not need what goes.
fn needs_fields(it: &DummyType<'_>) -> Option<String> {
    let has_fields = !matches!(it.definition.fields, Fields::Unit);
    let needs = |it: &Function<'_>| is_opaque(*it) && has_word(it.body.to_token_stream(), "self");
    let found = it.methods().filter(|_| has_fields).find(needs)?;
    Some(format!("`{}` returns `impl Trait` and uses a field", found.name()))
}

fn is_opaque(method: Function<'_>) -> bool {
    has_word(method.signature.output.to_token_stream(), "impl")
}

fn left(place: &Place<'_>, owner: &str, function: Function<'_>, reason: impl Into<Reason>) -> Left {
    let offset = function.range(place.source).start;
    let name = function.name();
    let item = if owner.is_empty() { name } else { format!("{owner}::{name}") };
    Left { offset, item, reason: reason.into() }
}

fn block_of<'a>(
    place: &Place<'_>,
    block: &'a syn::ItemImpl,
    panicking: &[String],
    stubs: &mut Stubs<'a>,
) {
    let mut stub = StubBlock { block, error: None, methods: Vec::new() };
    let owner = type_name(&block.self_ty);
    for method in block.items.iter().filter_map(Function::of_impl_item) {
        let found = dummy::body(method.body, panicking);
        if is_opaque(method) {
            // Only a body says what type that is.
            continue;
        }
        let verdict = if method.signature.receiver().is_some() {
            Ok(())
        } else {
            without_receiver(place, method, &stubs.predicate, &found, &mut stub.error)
        };
        match verdict {
            Ok(()) => stub.methods.push(method),
            Err(reason) if found != Body::Other => {
                stubs.left.push(left(place, &owner, method, reason));
            }
            Err(_) => {}
        }
    }
    stubs.blocks.push(stub);
}

/// A function that anybody can call must still return the error that it returned.
fn without_receiver(
    place: &Place<'_>,
    method: Function<'_>,
    predicate: &Cfg,
    found: &Body,
    error: &mut Option<String>,
) -> Result<(), Reason> {
    match found {
        Body::Error(text) => match error {
            Some(other) if other != text => {
                stays("two functions of the impl block return different errors")
            }
            _ => {
                *error = Some(text.clone());
                Ok(())
            }
        },
        Body::Failure(_) | Body::Panic
            if error.is_none() && error_type(place, method.output()) == ErrorType::Converts =>
        {
            let found = fallback::of_block(method.body, None);
            if let Some(reason) = typed::of(place, &found, method.output()) {
                return stays(reason);
            }
            match message::replaced(place, &found, &method.name(), predicate)? {
                Some(_) => stays("its message says more than the computed one would"),
                None => Ok(()),
            }
        }
        Body::Failure(_) | Body::Panic => {
            stays("it has no receiver, and how to make its error is not known")
        }
        Body::Other => stays("it does something"),
    }
}

/// What the rest of the file needs of the stubs, and what nobody needs any more.
fn around(
    place: &Place<'_>,
    file: &syn::File,
    dummy: &Dummy,
    panicking: &[String],
    stubs: &mut Stubs<'_>,
) {
    let gone: BTreeSet<String> = stubs.types.iter().map(|it| it.ident.to_string()).collect();
    let is_gone = |item: &&Item| match item {
        Item::Struct(it) => gone.contains(&it.ident.to_string()),
        Item::Impl(it) => gone.contains(&type_name(&it.self_ty)),
        _ => false,
    };
    let used = dummy::names_used(place.source, file.items.iter().filter(|item| !is_gone(item)));
    if let Some(name) = gone.iter().find(|name| dummy.is_always_compiled && used.contains(*name)) {
        let reason = format!("`{name}` is used in the same module by code that stays");
        stubs.left.push(Left { offset: 0, item: name.clone(), reason: reason.into() });
        stubs.types.clear();
        stubs.blocks.clear();
        return;
    }
    macros(place, file, dummy, panicking, &used, stubs);
    if dummy.is_always_compiled {
        imports(place, file, &used, stubs);
    }
}

/// Macros whose last use goes; those that only stubs use are unused where the real thing is.
fn macros(
    place: &Place<'_>,
    file: &syn::File,
    dummy: &Dummy,
    panicking: &[String],
    used: &BTreeSet<String>,
    stubs: &mut Stubs<'_>,
) {
    if panicking.is_empty() {
        return;
    }
    let source = place.source;
    let bodies = stubs.blocks.iter().flat_map(|it| &it.methods);
    let mut removed: Vec<Range<usize>> =
        bodies.map(|it| source.range(it.body.brace_token.span.join())).collect();
    let fields = stubs.types.iter().filter(|it| !matches!(it.fields, Fields::Unit));
    removed.extend(fields.map(|it| source.range_of(&it.fields)));
    let calls: Vec<_> =
        names(source, file).into_iter().filter(|it| it.role == Role::Macro).collect();
    for item in &file.items {
        let Item::Macro(it) = item else { continue };
        let Some(name) = it.ident.as_ref().map(ToString::to_string) else { continue };
        if !panicking.contains(&name) || !it.attrs.is_empty() {
            continue;
        }
        let own = source.range_of(item);
        let is_left = calls.iter().filter(|it| it.text == name).any(|it| {
            let at = it.range.start;
            !own.contains(&at) && !removed.iter().any(|range| range.contains(&at))
        });
        let is_plain = crate::read::comments::comments(source.slice(own.clone())).is_empty();
        if !is_left && is_plain {
            stubs.unused.push(own);
        } else if dummy.is_always_compiled && is_left && !used.contains(&name) {
            stubs.silenced.push((own, "unused_macros"));
        }
    }
}

/// Imports that only the stubs need are unused where the stubs are not compiled.
fn imports(place: &Place<'_>, file: &syn::File, used: &BTreeSet<String>, stubs: &mut Stubs<'_>) {
    let allows = file.attrs.iter().any(|it| {
        let text = it.to_token_stream().to_string();
        text.contains("unused_imports") || text.contains("(unused)")
    });
    for item in file.items.iter().filter(|_| !allows) {
        let Item::Use(it) = item else { continue };
        let mut names = Vec::new();
        leaves(&it.tree, &mut names);
        if it.attrs.is_empty() && !names.iter().all(|name| used.contains(name)) {
            stubs.silenced.push((place.source.range_of(item), "unused_imports"));
        }
    }
}

/// The names that an import brings.
fn leaves(tree: &UseTree, names: &mut Vec<String>) {
    match tree {
        UseTree::Path(it) => leaves(&it.tree, names),
        UseTree::Name(it) => names.push(it.ident.to_string()),
        UseTree::Rename(it) => names.push(it.rename.to_string()),
        UseTree::Glob(_) => names.push(String::from("*")),
        UseTree::Group(it) => it.items.iter().for_each(|tree| leaves(tree, names)),
    }
}
