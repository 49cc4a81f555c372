//! Where a site stands, and what is visible there.

use std::path::Path;

use proc_macro2::TokenStream;
use quote::ToTokens;

use crate::read::names::{Name, Role, names, paths};
use crate::read::source::Source;
use crate::read::syntax::has_word;
use crate::understand::cfg::{self, Cfg};
use crate::understand::function::Enclosing;
use crate::understand::index::{Index, Presence};
use crate::understand::site::Site;
use crate::understand::traits;

/// A site with everything around it.
#[derive(Clone, Copy)]
pub(crate) struct Place<'a> {
    /// The text.
    pub(crate) source: &'a Source,
    /// The package.
    pub(crate) index: &'a Index<'a>,
    /// The file.
    pub(crate) file: &'a Path,
    /// The site.
    pub(crate) site: &'a Site<'a>,
}

impl Place<'_> {
    /// What holds wherever the site is compiled.
    pub(crate) fn context(&self) -> Cfg {
        let gates = self.index.gates(self.file).iter().chain(&self.site.context);
        Cfg::All(gates.cloned().collect())
    }

    /// The module that the site stands in.
    pub(crate) fn module(&self) -> Option<Vec<String>> {
        let module = self.index.module(self.file)?;
        Some(module.iter().chain(&self.site.module).cloned().collect())
    }

    /// The first name in the code that some build does not have.
    pub(crate) fn missing(&self, code: &impl ToTokens) -> Option<String> {
        let module = self.module()?;
        let context = self.context();
        let found = names(self.source, code);
        paths(&found)
            .find(|path| self.is_missing(&module, path, &context))
            .map(|path| segments(path).join("::"))
            .or_else(|| self.missing_conversion(&found, &context))
            .or_else(|| self.missing_trait(&found, &context))
    }

    /// The first import that only some builds have, and that may bring a method in the code: nothing
    /// else names what it brings.
    fn missing_trait(&self, found: &[Name], context: &Cfg) -> Option<String> {
        let is_method = |it: &Name| it.role == Role::Member && !OF_PRELUDE.contains(&&*it.text);
        if !found.iter().any(is_method) {
            return None;
        }
        let facts = self.index.files.get(self.file)?.facts()?;
        let here = facts.imports.iter().filter(|it| it.module == self.site.module);
        let is_missing = |gates: &[Cfg]| !cfg::implies(context, &Cfg::All(gates.to_vec()));
        let missing = { here }.find(|it| {
            let Some((own, path)) = it.path.split_last() else { return false };
            let is_named = || self.source.text.matches(it.name.as_str()).count() > 1;
            is_missing(&it.gates)
                && traits::may_be(self.index, path, own)
                && (it.name == "_" || !is_named())
        })?;
        Some(format!("use {}", missing.path.join("::")))
    }

    /// The first `impl From<..>` for a type in the code that some build does not have.
    fn missing_conversion(&self, found: &[Name], context: &Cfg) -> Option<String> {
        let converts = |it: &Name| matches!(&*it.text, "from" | "into");
        if !found.iter().any(converts) {
            return None;
        }
        let types = found.iter().filter(|it| it.text.starts_with(char::is_uppercase));
        let is_missing =
            |it: &&Name| self.index.conversion(&it.text, context) == Presence::Sometimes;
        let missing = { types }.find(is_missing)?;
        Some(format!("impl From<{}>", missing.text))
    }

    fn is_missing(&self, module: &[String], path: &[Name], context: &Cfg) -> bool {
        let optional = &self.index.package.manifest.optional;
        let segments = segments(path);
        let (Some(first), Some(head)) = (segments.first(), path.first()) else { return false };
        match head.role {
            Role::Member | Role::Segment | Role::Field => {
                return self.index.member(first, context) == Presence::Sometimes;
            }
            Role::Argument | Role::Binding | Role::Definition | Role::Text => return false,
            Role::Start | Role::Macro | Role::Shorthand | Role::Format | Role::Import => {}
        }
        let here = self.index.item(module, first, context);
        if here == Presence::Unknown {
            if self.index.brought(module, first, context) == Presence::Sometimes {
                return true;
            }
            if optional.contains(first) && segments.len() > 1 {
                return true;
            }
            let is_known = matches!(first.as_str(), "crate" | "self" | "super" | "Self")
                || PRELUDE.contains(&first.as_str())
                || first.starts_with(char::is_lowercase)
                || segments.len() > 1;
            if !is_known && self.index.has_gated_glob(module, context) {
                return true;
            }
        }
        // Every module on the way and the item at the end must be there.
        let ends = 1..=segments.len();
        ends.into_iter().any(|end| {
            let Some(resolved) = segments.get(..end) else { return false };
            let Some(resolved) = self.index.resolve(module, resolved) else { return false };
            let Some((last, parent)) = resolved.split_last() else { return false };
            self.index.lacks(parent, last, context)
        }) || (segments.len() > 1
            && segments
                .last()
                .is_some_and(|last| self.index.member(last, context) == Presence::Sometimes))
    }

    /// Whether a type or a module that the code names is another one in another build. Functions
    /// are converted themselves.
    pub(crate) fn varies(&self, code: &impl ToTokens) -> bool {
        let Some(module) = self.module() else { return false };
        let context = self.context();
        let this = self.site.item.rsplit("::").nth(1);
        let found = names(self.source, code);
        paths(&found)
            .filter(|path| path.first().is_some_and(Name::is_from_scope))
            .map(segments)
            .any(|path| {
                (1..=path.len()).any(|end| {
                    let segments = &path[..end];
                    let last = &segments[end - 1];
                    if matches!(last.as_str(), "self" | "Self") && end == 1 {
                        return this.is_some_and(|this| self.index.varies(&module, this, &context));
                    }
                    let is_type = last.starts_with(char::is_uppercase);
                    let resolved = self.index.resolve(&module, segments);
                    (is_type || end < path.len())
                        && resolved
                            .as_ref()
                            .and_then(|it| it.split_last())
                            .is_some_and(|(last, parent)| self.index.varies(parent, last, &context))
                })
            })
    }

    /// The first feature of the site that the manifest does not declare: the macros refuse it.
    pub(crate) fn undeclared(&self) -> Option<&str> {
        let known = &self.index.package.manifest.features;
        let features = self.site.branches.iter().flat_map(|branch| branch.cfg.features());
        features.into_iter().find(|name| !known.contains(*name))
    }

    /// The code with every path written from its root, so that two spellings of one type are
    /// equal. White space and comments are left out.
    pub(crate) fn normal(&self, code: &impl ToTokens) -> String {
        if code.to_token_stream().is_empty() {
            return String::new();
        }
        let module = self.module().unwrap_or_default();
        let range = self.source.range_of(code);
        let mut found = names(self.source, code);
        found.retain(|it| matches!(it.role, Role::Start | Role::Macro));
        found.sort_by_key(|it| it.range.start);
        let mut text = String::new();
        let mut at = range.start;
        for it in found {
            text.push_str(self.source.slice(at..it.range.start));
            text.push_str(&self.root(&it.text, &module));
            at = it.range.end;
        }
        text.push_str(self.source.slice(at..range.end));
        let tokens = text.parse::<TokenStream>().map_or(text, |tokens| tokens.to_string());
        tokens.chars().filter(|it| !it.is_whitespace()).collect()
    }

    /// The path of a name that begins a path.
    fn root(&self, name: &str, module: &[String]) -> String {
        let path = if matches!(name, "crate" | "self" | "super") {
            self.index.resolve(module, &[name.to_owned()])
        } else if let Some(import) = self.index.import(self.file, &self.site.module, name) {
            let resolved = self.index.resolve(module, &import.path);
            Some(resolved.filter(|it| it.len() > 1).unwrap_or_else(|| import.path.clone()))
        } else if self.index.item(module, name, &Cfg::All(Vec::new())) == Presence::Unknown {
            None
        } else {
            Some([module, &[name.to_owned()]].concat())
        };
        path.map_or_else(|| name.to_owned(), |path| path.join("::"))
    }

    /// The path from its root: through the import, or into the package.
    pub(crate) fn full(&self, segments: &[String]) -> Vec<String> {
        full(self.index, self.file, &self.site.module, segments)
    }
}

/// The path from its root, for code in a module inside of the file.
pub(crate) fn full(
    index: &Index<'_>,
    file: &Path,
    inner: &[String],
    segments: &[String],
) -> Vec<String> {
    let Some(first) = segments.first() else { return Vec::new() };
    let full: Vec<String> = match index.import(file, inner, first) {
        Some(import) => import.path.iter().chain(segments.iter().skip(1)).cloned().collect(),
        None => segments.to_vec(),
    };
    let module = index.module(file).map(|it| [it, inner].concat()).unwrap_or_default();
    index.resolve(&module, &full).unwrap_or(full)
}

/// Methods that need no import.
pub(crate) const OF_PRELUDE: &[&str] = &[
    "as_mut",
    "as_ref",
    "clone",
    "collect",
    "into",
    "into_iter",
    "iter",
    "len",
    "map",
    "to_owned",
    "to_string",
    "try_into",
    "unwrap",
];

const PRELUDE: &[&str] = &[
    "Option",
    "Some",
    "None",
    "Result",
    "Ok",
    "Err",
    "Vec",
    "Box",
    "String",
    "Default",
    "Clone",
    "Copy",
    "Send",
    "Sync",
    "Sized",
    "Drop",
    "Fn",
    "FnMut",
    "FnOnce",
    "Iterator",
    "IntoIterator",
    "From",
    "Into",
    "TryFrom",
    "TryInto",
    "AsRef",
    "AsMut",
    "ToString",
    "ToOwned",
    "Eq",
    "PartialEq",
    "Ord",
    "PartialOrd",
    "Debug",
    "Hash",
    "Unpin",
    "Extend",
    "FromIterator",
];

/// Whether only the code tells what a `return` returns: that of a closure, of an async block, of
/// `-> impl Trait`.
pub(crate) fn infers_returns(enclosing: Option<Enclosing<'_>>) -> bool {
    enclosing.is_none_or(|it| {
        it.is_indirect || it.output().is_some_and(|it| has_word(it.to_token_stream(), "impl"))
    })
}

fn segments(path: &[Name]) -> Vec<String> {
    path.iter().map(|it| it.text.clone()).collect()
}
