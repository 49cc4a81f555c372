//! What the runtime and its macros are called in the sources: renamed in a manifest or an import,
//! and handed on by other modules and packages.

use std::borrow::Borrow;
use std::collections::{BTreeMap, BTreeSet};

use memchr::memmem;
use syn::visit::{self, Visit};
use syn::{Item, ItemExternCrate, ItemUse, UseTree};

use super::annotation::Kind;
use crate::find::manifest::RUNTIME;
use crate::find::project::Package;
use crate::read::source::{self, Source};

/// The macros that are no annotations.
const OTHERS: &[&str] = &["feature_set", "is_enabled"];

/// The macros as featherfall calls them.
fn macros() -> impl Iterator<Item = &'static str> {
    Kind::ALL.iter().map(|it| it.name()).chain(OTHERS.iter().copied())
}

/// Names of the runtime and of its macros.
#[derive(Debug, Clone)]
pub(crate) struct Names {
    /// `featherfall`, and what it is renamed to.
    crates: BTreeSet<String>,
    /// What a macro is called, and what featherfall calls it.
    macros: BTreeMap<String, &'static str>,
    /// Whether `#[macro_use] extern crate` brings all of them everywhere.
    everywhere: bool,
}

/// What an attribute or a macro with some path is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Named {
    /// The macro that featherfall calls so.
    Macro(&'static str),
    /// It is called like one, and nothing says where that name comes from.
    Perhaps,
    /// Something else.
    No,
}

impl Named {
    /// The kind of annotation that it is.
    pub(crate) fn kind(self) -> Option<Kind> {
        match self {
            Named::Macro(name) => Kind::from_name(name),
            _ => None,
        }
    }
}

impl Default for Names {
    fn default() -> Self {
        Self {
            crates: BTreeSet::from([RUNTIME.to_owned()]),
            macros: macros().map(|it| (it.to_owned(), it)).collect(),
            everywhere: false,
        }
    }
}

impl Names {
    /// Takes the names that a package gives to the runtime.
    pub(crate) fn add_package(&mut self, package: &Package) {
        let dependencies = package.manifest.dependencies.iter();
        let renamed = dependencies.filter(|(_, package)| *package == RUNTIME);
        self.crates.extend(renamed.map(|(name, _)| name.clone()));
        self.crates.extend(package.config.runtime.clone());
    }

    /// Takes the names that the imports of files give.
    pub(crate) fn add_files<S: Borrow<Source>>(
        &mut self,
        files: &(impl Iterator<Item = S> + Clone),
    ) {
        // An import may rename what another one has renamed.
        for _ in 0..2 {
            for source in files.clone() {
                let source = source.borrow();
                if self.may_rename(&source.text)
                    && let Ok(file) = source.parse()
                {
                    self.add_file(&file);
                }
                source::forget_spans();
            }
        }
    }

    /// Takes the names that the imports of a file give.
    pub(crate) fn add_file(&mut self, file: &syn::File) {
        struct All<'n>(&'n mut Names);
        impl<'a> Visit<'a> for All<'_> {
            fn visit_item_use(&mut self, item: &'a ItemUse) {
                self.0.add_import(&item.tree, None);
            }
            fn visit_item_extern_crate(&mut self, item: &'a ItemExternCrate) {
                if !self.0.crates.contains(&item.ident.to_string()) {
                    return;
                }
                self.0.everywhere |= item.attrs.iter().any(|it| it.path().is_ident("macro_use"));
                let renamed = item.rename.as_ref().map(|(_, name)| name.to_string());
                self.0.crates.extend(renamed);
            }
        }
        All(self).visit_file(file);
    }

    fn add_import(&mut self, tree: &UseTree, parent: Option<&str>) {
        match tree {
            UseTree::Path(it) => self.add_import(&it.tree, Some(&it.ident.to_string())),
            UseTree::Group(it) => it.items.iter().for_each(|it| self.add_import(it, parent)),
            UseTree::Rename(it) => {
                let (name, renamed) = (it.ident.to_string(), it.rename.to_string());
                let of_runtime = parent.is_some_and(|it| self.crates.contains(it));
                if self.crates.contains(&name) || (name == "self" && of_runtime) {
                    self.crates.insert(renamed);
                } else if let Some(known) = self.macros.get(&name)
                    && (of_runtime || *known != "limitation")
                {
                    self.macros.insert(renamed, known);
                }
            }
            _ => {}
        }
    }

    /// Whether the text may hold an annotation.
    pub(crate) fn may_be_in(&self, text: &str) -> bool {
        let mut all = self.macros.keys().chain(&self.crates);
        all.any(|it| memmem::find(text.as_bytes(), it.as_bytes()).is_some())
    }

    /// Whether the text may hold a gate or a `feature_set!()`, or name the runtime: other macros are
    /// called like words of other code.
    pub(crate) fn may_gate_in(&self, text: &str) -> bool {
        let is_word = |it: &str| matches!(it, "limitation" | "is_enabled");
        let gates = self.macros.iter().filter(|(_, it)| !is_word(it)).map(|(name, _)| name);
        let mut all = gates.chain(&self.crates);
        all.any(|it| memmem::find(text.as_bytes(), it.as_bytes()).is_some())
    }

    /// Whether the text may give one of them another name.
    fn may_rename(&self, text: &str) -> bool {
        let has = |word: &str| memmem::find(text.as_bytes(), word.as_bytes()).is_some();
        let names_crate = self.crates.iter().any(|it| has(it));
        (names_crate && (has(" as ") || has("macro_use")))
            || self.macros.keys().any(|it| has(&format!("{it} as ")))
    }

    /// Whether the name is one of the runtime itself.
    pub(crate) fn is_runtime(&self, name: &str) -> bool {
        self.crates.contains(name)
    }

    /// What a path means in a file with these imports.
    pub(crate) fn named(&self, path: &[String], imports: &Imports) -> Named {
        let Some((last, parents)) = path.split_last() else { return Named::No };
        let Some(name) = self.macros.get(last).copied() else { return Named::No };
        let is_clear = match parents {
            [] => self.everywhere || imports.names.contains(last) || imports.has_glob,
            // Nobody else calls a macro so, whatever hands it on.
            [.., parent] => self.crates.contains(parent) || name != "limitation",
        };
        match (is_clear, name) {
            (true, _) => Named::Macro(name),
            // A word that others may use too.
            (false, "limitation") => Named::No,
            (false, _) => Named::Perhaps,
        }
    }
}

/// The names that a file imports.
#[derive(Debug, Clone, Default)]
pub(crate) struct Imports {
    names: BTreeSet<String>,
    has_glob: bool,
}

impl Imports {
    /// Reads them, those of inline modules too.
    pub(crate) fn of(file: &syn::File) -> Self {
        struct All(Imports);
        impl<'a> Visit<'a> for All {
            fn visit_item(&mut self, item: &'a Item) {
                if let Item::Use(it) = item {
                    self.0.add(&it.tree);
                }
                visit::visit_item(self, item);
            }
        }
        let mut all = All(Self::default());
        all.visit_file(file);
        all.0
    }

    fn add(&mut self, tree: &UseTree) {
        match tree {
            UseTree::Path(it) => self.add(&it.tree),
            UseTree::Name(it) => self.names.extend([it.ident.to_string()]),
            UseTree::Rename(it) => self.names.extend([it.rename.to_string()]),
            UseTree::Glob(_) => self.has_glob = true,
            UseTree::Group(it) => it.items.iter().for_each(|it| self.add(it)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(files: &[&str], path: &str) -> Named {
        let files: Vec<syn::File> = files.iter().map(|it| syn::parse_str(it).unwrap()).collect();
        let mut names = Names::default();
        for it in &files {
            names.add_file(it);
        }
        let path: Vec<String> = path.split("::").map(str::to_owned).collect();
        names.named(&path, &Imports::of(&files[0]))
    }

    #[test]
    fn names_are_followed_to_the_runtime() {
        let gate = Named::Macro("requires_feature");
        assert_eq!(named(&["extern crate featherfall as ff;"], "ff::requires_feature"), gate);
        assert_eq!(
            named(&["use featherfall as ff;"], "ff::limitation"),
            Named::Macro("limitation")
        );
        let renamed = "use featherfall::{requires_feature as gate};";
        assert_eq!(named(&[renamed], "gate"), gate);
        let prelude = "pub use featherfall::{requires_feature, requires_feature as gate};";
        assert_eq!(named(&["use crate::prelude::*;", prelude], "gate"), gate);
        assert_eq!(
            named(&["use crate::prelude::requires_feature;", prelude], "requires_feature"),
            gate
        );
        assert_eq!(
            named(&["#[macro_use] extern crate featherfall;"], "feature_gated").kind(),
            Some(Kind::Choice)
        );
        assert_eq!(named(&["fn f() {}"], "requires_feature"), Named::Perhaps);
        assert_eq!(named(&["fn f() {}"], "limitation"), Named::No);
        assert_eq!(named(&["fn f() {}"], "other::limitation"), Named::No);
        assert_eq!(named(&["fn f() {}"], "inline"), Named::No);
    }
}
