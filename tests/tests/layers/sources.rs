//! A crate's files, its tree of modules, and what each module names of other modules.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use proc_macro2::{Ident, TokenStream};
use quote::ToTokens;
use syn::parse::{ParseStream, Parser as _};
use syn::punctuated::Punctuated;
use syn::{Attribute, Expr, ExprLit, Item, ItemMod, Lit, Meta, MetaList, MetaNameValue, Token};

use crate::tokens;

/// The texts of a crate's files, by their paths under `src`.
pub type Files = BTreeMap<String, String>;

/// Reads all files under a folder, through links too.
pub fn read(folder: &Path) -> Files {
    fn walk(folder: &Path, prefix: &str, files: &mut Files) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let name = format!("{prefix}{}", path.file_name().unwrap().to_str().unwrap());
            if path.is_dir() {
                walk(&path, &format!("{name}/"), files);
            } else if path.extension().is_some_and(|it| it == "rs") {
                files.insert(name, std::fs::read_to_string(path).unwrap());
            }
        }
    }
    let mut files = Files::new();
    walk(folder, "", &mut files);
    files
}

/// A path that a module names, from a `use` or from any other place.
#[derive(Debug, Clone)]
pub struct Named {
    pub line: usize,
    /// `crate`, `self` and `super` are segments.
    pub segments: Vec<String>,
    /// `use path::*`
    pub glob: bool,
}

/// A module, be it a file or a part of one.
#[derive(Debug, Default)]
pub struct Module {
    pub name: String,
    pub file: String,
    pub parent: Option<usize>,
    /// Two with the same name, if a feature chooses between them.
    pub children: Vec<(String, usize)>,
    /// The items that it defines.
    pub items: BTreeSet<String>,
    /// The names that a `use` brings, and whence.
    pub bindings: Vec<(String, Vec<String>)>,
    pub named: Vec<Named>,
}

/// A crate's modules; the first is the root.
#[derive(Debug, Default)]
pub struct Sources {
    pub modules: Vec<Module>,
    /// Each `feature = ".."`: file, line and name.
    pub features: Vec<(String, usize, String)>,
    /// Files that only `#[cfg(test)]` reaches: they are not shipped, and see what they test.
    pub test_files: BTreeSet<String>,
    /// What could not be read.
    pub problems: Vec<String>,
}

impl Sources {
    pub fn new(files: &Files) -> Self {
        let mut sources = Self::default();
        let root = if files.contains_key("lib.rs") { "lib.rs" } else { "main.rs" };
        Reader { files, sources: &mut sources }.file("crate", root, None, "");
        let reached: BTreeSet<&str> = sources.modules.iter().map(|it| &*it.file).collect();
        let lost: Vec<String> = files
            .keys()
            .filter(|file| !reached.contains(&***file) && !sources.test_files.contains(*file))
            .map(|file| format!("{file}: no `mod` leads here. Declare it or delete it."))
            .collect();
        sources.problems.extend(lost);
        sources
    }

    /// Whether `module` is `other` or stands around it.
    pub fn is_around(&self, module: usize, other: usize) -> bool {
        let mut at = Some(other);
        while let Some(it) = at {
            if it == module {
                return true;
            }
            at = self.modules[it].parent;
        }
        false
    }
}

struct Reader<'a> {
    files: &'a Files,
    sources: &'a mut Sources,
}

impl Reader<'_> {
    /// Reads a file as a module whose files stand in `folder`.
    fn file(
        &mut self,
        name: &str,
        file: &str,
        parent: Option<usize>,
        folder: &str,
    ) -> Option<usize> {
        match self.files.get(file).map(|text| syn::parse_file(text)) {
            Some(Ok(syntax)) => {
                let id = self.module(name, file, parent, folder, syntax.items);
                for attribute in syntax.attrs {
                    self.scan(id, attribute.into_token_stream());
                }
                Some(id)
            }
            Some(Err(error)) => {
                self.sources.problems.push(format!("{file}: is no Rust: {error}"));
                None
            }
            None => {
                self.sources
                    .problems
                    .push(format!("{file}: a `mod` leads here, but there is no file"));
                None
            }
        }
    }

    fn module(
        &mut self,
        name: &str,
        file: &str,
        parent: Option<usize>,
        folder: &str,
        items: Vec<Item>,
    ) -> usize {
        let id = self.sources.modules.len();
        let (name, file_name) = (name.to_owned(), file.to_owned());
        self.sources.modules.push(Module { name, file: file_name, parent, ..Module::default() });
        for mut item in items {
            if is_test(&item) {
                if let Item::Mod(ItemMod { attrs, ident, content: None, .. }) = &item {
                    for file in self.candidates(file, folder, attrs, ident) {
                        self.test_file(file);
                    }
                }
                continue;
            }
            drop_tests(&mut item);
            if let Some(name) = defined(&item) {
                // An exported macro stands in the root, wherever it is written.
                if attributes(&item).iter().any(|it| it.path().is_ident("macro_export")) {
                    let path = self.path(id, &name);
                    self.sources.modules[0].bindings.push((name.clone(), path));
                }
                self.sources.modules[id].items.insert(name);
            }
            match item {
                Item::Mod(item) => self.child(id, file, folder, item),
                item => self.scan(id, item.into_token_stream()),
            }
        }
        id
    }

    fn child(&mut self, id: usize, file: &str, folder: &str, item: ItemMod) {
        let name = tokens::text(&item.ident);
        let below = format!("{folder}{name}/");
        for attribute in &item.attrs {
            if attribute.path().is_ident("macro_use") {
                self.sources.problems.push(format!(
                    "{file}: `#[macro_use] mod {name}`: its macros are used without a path. Write \
                     `pub(crate) use` below each, and name them."
                ));
            }
            self.scan(id, attribute.to_token_stream());
        }
        let child = if let Some((_, items)) = item.content {
            Some(self.module(&name, file, Some(id), &below, items))
        } else {
            let found = self.candidates(file, folder, &item.attrs, &item.ident);
            let Some(found) = found.into_iter().next() else {
                let problem = format!("{file}: no file for `mod {name};`");
                self.sources.problems.push(problem);
                return;
            };
            let stem = found.rsplit('/').next() == Some("mod.rs") || path(&item.attrs).is_some();
            let around = found.rfind('/').map_or("", |it| &found[..=it]);
            let below = if stem { around.to_owned() } else { below };
            self.file(&name, &found, Some(id), &below)
        };
        if let Some(child) = child {
            self.sources.modules[id].children.push((name, child));
        }
    }

    /// The files that a `mod name;` may mean.
    fn candidates(
        &self,
        file: &str,
        folder: &str,
        attrs: &[Attribute],
        name: &Ident,
    ) -> Vec<String> {
        let name = tokens::text(name);
        let around = file.rfind('/').map_or("", |it| &file[..=it]);
        let all = match path(attrs) {
            Some(path) => vec![format!("{around}{path}")],
            None => vec![format!("{folder}{name}.rs"), format!("{folder}{name}/mod.rs")],
        };
        all.into_iter().filter(|it| self.files.contains_key(it)).collect()
    }

    /// A file of tests, and all in the folder that has its name.
    fn test_file(&mut self, file: String) {
        let folder = format!("{}/", file.trim_end_matches(".rs").trim_end_matches("/mod"));
        let below = self.files.keys().filter(|it| it.starts_with(&folder)).cloned();
        self.sources.test_files.extend(below);
        self.sources.test_files.insert(file);
    }

    fn scan(&mut self, id: usize, tokens: TokenStream) {
        let found = tokens::scan(tokens);
        let module = &mut self.sources.modules[id];
        module.named.extend(found.named);
        module.bindings.extend(found.bindings);
        let file = module.file.clone();
        let features = found.features.into_iter().map(|(line, name)| (file.clone(), line, name));
        self.sources.features.extend(features);
    }

    /// `crate::module::name`
    fn path(&self, id: usize, name: &str) -> Vec<String> {
        let mut path = vec![name.to_owned()];
        let mut at = Some(id);
        while let Some(it) = at {
            path.insert(0, self.sources.modules[it].name.clone());
            at = self.sources.modules[it].parent;
        }
        path
    }
}

/// The attributes above any kind of item.
fn attributes(item: &impl ToTokens) -> Vec<Attribute> {
    let parse = |input: ParseStream<'_>| {
        let attributes = input.call(Attribute::parse_outer)?;
        input.parse::<TokenStream>()?;
        Ok(attributes)
    };
    parse.parse2(item.to_token_stream()).unwrap_or_default()
}

/// Whether an item is there for tests only.
fn is_test(item: &impl ToTokens) -> bool {
    fn needs(meta: &Meta) -> bool {
        match meta {
            Meta::Path(path) => path.is_ident("test"),
            Meta::List(list) if list.path.is_ident("all") => parts(list).iter().any(needs),
            _ => false,
        }
    }
    fn parts(list: &MetaList) -> Vec<Meta> {
        list.parse_args_with(Punctuated::<Meta, Token![,]>::parse_terminated)
            .map_or_else(|_| Vec::new(), |it| it.into_iter().collect())
    }
    attributes(item).iter().any(|it| match &it.meta {
        Meta::List(list) if list.path.is_ident("cfg") => parts(list).iter().any(needs),
        _ => false,
    })
}

/// Takes out what is there for tests only.
fn drop_tests(item: &mut Item) {
    match item {
        Item::Impl(it) => it.items.retain(|it| !is_test(it)),
        Item::Trait(it) => it.items.retain(|it| !is_test(it)),
        _ => {}
    }
}

/// The name that an item brings into its module.
fn defined(item: &Item) -> Option<String> {
    let name = match item {
        Item::Const(it) => &it.ident,
        Item::Enum(it) => &it.ident,
        Item::Fn(it) => &it.sig.ident,
        Item::Macro(it) => it.ident.as_ref()?,
        Item::Static(it) => &it.ident,
        Item::Struct(it) => &it.ident,
        Item::Trait(it) => &it.ident,
        Item::TraitAlias(it) => &it.ident,
        Item::Type(it) => &it.ident,
        Item::Union(it) => &it.ident,
        _ => return None,
    };
    Some(tokens::text(name))
}

/// `#[path = ".."]`
fn path(attributes: &[Attribute]) -> Option<String> {
    attributes.iter().find_map(|it| match &it.meta {
        Meta::NameValue(MetaNameValue {
            path,
            value: Expr::Lit(ExprLit { lit: Lit::Str(text), .. }),
            ..
        }) if path.is_ident("path") => Some(text.value()),
        _ => None,
    })
}
