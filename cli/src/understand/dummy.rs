//! Finds modules that stand in for a backend that is not compiled.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use syn::{Attribute, Block, Expr, Item, ItemImpl, ItemMacro, ItemStruct, Meta};

use crate::read::names::{Name, names};
use crate::read::source::Source;
use crate::read::syntax::{path_name, type_name};
use crate::understand::cfg::{self, Cfg};
use crate::understand::fallback::{self, Fallback};
use crate::understand::function::Function;
use crate::understand::index::Index;

/// A module that is used only where something is missing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Dummy {
    /// What the build must lack for it to be used.
    pub(crate) off: Cfg,
    /// Whether the module itself is compiled in every build.
    pub(crate) is_always_compiled: bool,
}

/// The dummy modules of a package, by file.
pub(crate) fn modules(index: &Index<'_>) -> BTreeMap<PathBuf, Dummy> {
    let mut found = BTreeMap::new();
    for file in index.files.iter() {
        let path = &file.path;
        let gates = index.gates(path);
        // What no build lacks has no dummy.
        let Some(facts) = file.known() else { continue };
        if !gates.is_empty() {
            let off = conjunction(gates);
            if is_lack(&off) {
                found.insert(path.clone(), Dummy { off, is_always_compiled: false });
            }
        }
        let Some(module) = index.module(path) else { continue };
        for import in &facts.imports {
            let here: Vec<String> = module.iter().chain(&import.module).cloned().collect();
            let gates: Vec<Cfg> = gates.iter().chain(&import.gates).cloned().collect();
            let off = conjunction(&gates);
            if gates.is_empty() || !is_lack(&off) {
                continue;
            }
            let Some(target) = index.resolve(&here, &import.path) else { continue };
            let parents = [target.as_slice(), target.split_last().map_or(&[], |(_, it)| it)];
            for target in parents {
                if let Some(file) = index.file_of(target)
                    && index.gates(file).is_empty()
                    && target.len() > 1
                    && !found.contains_key(file)
                    && is_named_so(target, file)
                {
                    let off = off.clone();
                    found.insert(file.clone(), Dummy { off, is_always_compiled: true });
                }
            }
        }
    }
    found
}

/// A module that every build compiles may be imported in one build only and still be real: its
/// name, that of a module around it or that of its file must say what it is. Folders do not count:
/// a package means the same wherever it lies.
fn is_named_so(module: &[String], file: &Path) -> bool {
    const WORDS: &[&str] = &["dummy", "stub", "noop", "null", "fallback", "unavailable", "missing"];
    // The first is the crate's root, and names a file.
    let modules = module.iter().skip(1).map(|name| name.to_lowercase());
    let file = file.file_stem().map(|it| it.to_string_lossy().to_lowercase());
    modules.chain(file).any(|name| WORDS.iter().any(|word| name.contains(word)))
}

fn conjunction(gates: &[Cfg]) -> Cfg {
    match gates {
        [one] => one.clone(),
        all => Cfg::All(all.to_vec()),
    }
}

/// Whether it asks for something to be missing, and names a feature.
fn is_lack(off: &Cfg) -> bool {
    off.holds_without_anything() && !off.features().is_empty() && !cfg::cover_everything(&[off])
}

/// What a method of a dummy does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Body {
    /// It is nothing but an error of this text.
    Error(String),
    /// It is nothing but an error with a message, if that can be read.
    Failure(Option<String>),
    /// It is nothing but a panic.
    Panic,
    /// It is something else.
    Other,
}

/// Reads a method; macros of the file that only panic count as panics.
pub(crate) fn body(block: &Block, panicking: &[String]) -> Body {
    if let [statement] = &block.stmts[..] {
        let mac = match statement {
            syn::Stmt::Macro(it) => Some(&it.mac),
            syn::Stmt::Expr(Expr::Macro(it), _) => Some(&it.mac),
            _ => None,
        };
        if mac.is_some_and(|mac| panicking.contains(&path_name(mac))) {
            return Body::Panic;
        }
    }
    match fallback::of_block(block, None) {
        Fallback::ErrValue(error) => {
            let text = quote::ToTokens::to_token_stream(error).to_string();
            Body::Error(text.replace(" :: ", "::").replace(" (", "(").replace(" . ", "."))
        }
        Fallback::Panic(..) => Body::Panic,
        found @ (Fallback::Bail(..) | Fallback::ErrText(..)) => {
            Body::Failure(found.text().map(str::to_owned))
        }
        _ => Body::Other,
    }
}

/// The macros of the file that do nothing but panic.
pub(crate) fn panicking_macros(items: &[Item]) -> Vec<String> {
    let is_panic = |it: &&ItemMacro| {
        let text = it.mac.tokens.to_string();
        let panics =
            ["unimplemented !", "panic !", "todo !"].iter().filter(|word| text.contains(**word));
        it.mac.path.is_ident("macro_rules")
            && text.matches("=>").count() == 1
            && panics.count() == 1
    };
    items
        .iter()
        .filter_map(|item| match item {
            Item::Macro(it) => Some(it),
            _ => None,
        })
        .filter(is_panic)
        .filter_map(|it| it.ident.as_ref().map(ToString::to_string))
        .collect()
}

/// A type of a dummy module with everything that is written for it.
pub(crate) struct DummyType<'a> {
    /// Its definition.
    pub(crate) definition: &'a ItemStruct,
    /// Its impl blocks.
    pub(crate) impls: Vec<&'a ItemImpl>,
}

impl<'a> DummyType<'a> {
    /// All types of a file that fail in at least one method.
    pub(crate) fn all(file: &'a syn::File) -> Vec<Self> {
        let panicking = panicking_macros(&file.items);
        let structs = file.items.iter().filter_map(|item| match item {
            Item::Struct(it) => Some(it),
            _ => None,
        });
        structs
            .map(|definition| {
                let name = definition.ident.to_string();
                let impls = file.items.iter().filter_map(|item| match item {
                    Item::Impl(it) if type_name(&it.self_ty) == name => Some(it),
                    _ => None,
                });
                Self { definition, impls: impls.collect() }
            })
            .filter(|it| it.methods().any(|method| body(method.body, &panicking) != Body::Other))
            .collect()
    }

    /// The methods with a body.
    pub(crate) fn methods(&self) -> impl Iterator<Item = Function<'a>> {
        self.impls.iter().flat_map(|it| it.items.iter().filter_map(Function::of_impl_item))
    }

    /// Why no type without values can take its place, if so.
    pub(crate) fn obstacle(&self, index: &Index<'_>, dummy: &Dummy) -> Option<String> {
        let name = self.definition.ident.to_string();
        if !self.definition.generics.params.is_empty() {
            return Some(format!("`{name}` is generic"));
        }
        if self
            .definition
            .fields
            .iter()
            .any(|field| !matches!(field.vis, syn::Visibility::Inherited))
        {
            return Some(format!("`{name}` has public fields"));
        }
        if let Some(other) = self.definition.attrs.iter().find(|it| !is_harmless(it)) {
            let segments = other.path().segments.iter().map(|it| it.ident.to_string());
            let path = segments.collect::<Vec<_>>().join("::");
            return Some(format!("`{name}` carries `#[{path}]`"));
        }
        let is_made = index.files.naming(&name).any(|file| {
            file.facts().into_iter().flat_map(|it| &it.uses).any(|it| {
                let gates = index.gates(&file.path).iter().chain(&it.gates).cloned().collect();
                let is_type = it
                    .argument
                    .as_ref()
                    .is_some_and(|(name, argument)| index.takes_type(name, *argument));
                it.name == name
                    && !is_type
                    && cfg::may_hold_together(&[&dummy.off, &Cfg::All(gates)])
            })
        });
        if is_made {
            return Some(format!("a value of `{name}` is made or taken apart where it stands in"));
        }
        None
    }
}

/// Attributes that mean the same on a type without values.
fn is_harmless(attribute: &Attribute) -> bool {
    const DERIVES: &[&str] =
        &["Debug", "Clone", "Copy", "PartialEq", "Eq", "PartialOrd", "Ord", "Hash"];
    let name = attribute.path().to_owned();
    if name.is_ident("doc") || name.is_ident("allow") || name.is_ident("non_exhaustive") {
        return true;
    }
    match &attribute.meta {
        Meta::List(list) if name.is_ident("derive") => {
            list.tokens.to_string().split(',').all(|it| {
                DERIVES.contains(&it.rsplit("::").next().unwrap_or(it).trim())
                    || it.trim().is_empty()
            })
        }
        _ => false,
    }
}

/// The names that items take from the scope around them, imports left out.
pub(crate) fn names_used<'a>(
    source: &Source,
    items: impl Iterator<Item = &'a Item>,
) -> BTreeSet<String> {
    let used = items.flat_map(|item| names(source, item));
    used.filter(Name::is_from_scope).map(|it| it.text).collect()
}
