//! Where a site stands: what is visible there, and what its errors are made of.

use std::path::Path;

use proc_macro2::{TokenStream, TokenTree};
use quote::ToTokens;

use crate::read::source::Source;
use crate::understand::cfg::Cfg;
use crate::understand::index::{Index, Presence};
use crate::understand::site::Site;

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

/// Crates whose errors are made from anything, or from `io::Error`.
const CONVERTING: &[&str] = &[
    "candle_core",
    "candle",
    "candle_nn",
    "candle_transformers",
    "anyhow",
    "eyre",
    "color_eyre",
    "std::io",
    "io",
];

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

    /// The first name in the tokens that some build does not have.
    pub(crate) fn missing(&self, tokens: TokenStream) -> Option<String> {
        let module = self.module()?;
        let context = self.context();
        paths(tokens)
            .into_iter()
            .find(|path| self.is_missing(&module, path, &context))
            .map(|path| path.segments.join("::"))
    }

    fn is_missing(&self, module: &[String], path: &Named, context: &Cfg) -> bool {
        let optional = &self.index.package.manifest.optional;
        let Some(first) = path.segments.first() else { return false };
        if path.is_member {
            return self.index.member(first, context) == Presence::Sometimes;
        }
        let here = self.index.item(module, first, context);
        if here == Presence::Unknown {
            if optional.contains(first) && path.segments.len() > 1 {
                return true;
            }
            let is_known = matches!(first.as_str(), "crate" | "self" | "super" | "Self")
                || PRELUDE.contains(&first.as_str())
                || first.starts_with(char::is_lowercase)
                || path.segments.len() > 1;
            if !is_known && self.index.has_gated_glob(module, context) {
                return true;
            }
        }
        // Every module on the way and the item at the end must be there.
        let ends = 1..=path.segments.len();
        ends.into_iter().any(|end| {
            let Some(resolved) = path.segments.get(..end) else { return false };
            let Some(resolved) = self.index.resolve(module, resolved) else { return false };
            let Some((last, parent)) = resolved.split_last() else { return false };
            self.index.item(parent, last, context) == Presence::Sometimes
        }) || (path.segments.len() > 1
            && path
                .segments
                .last()
                .is_some_and(|last| self.index.member(last, context) == Presence::Sometimes))
    }

    /// Whether a type or a module that the tokens name is another one in another build. Functions
    /// are converted themselves.
    pub(crate) fn varies(&self, tokens: &impl ToTokens) -> bool {
        let Some(module) = self.module() else { return false };
        let context = self.context();
        let this = self.site.item.rsplit("::").nth(1);
        paths(tokens.to_token_stream()).into_iter().filter(|path| !path.is_member).any(|path| {
            (1..=path.segments.len()).any(|end| {
                let segments = &path.segments[..end];
                let last = &segments[end - 1];
                if matches!(last.as_str(), "self" | "Self") && end == 1 {
                    return this.is_some_and(|this| self.index.varies(&module, this, &context));
                }
                let is_type = last.starts_with(char::is_uppercase);
                let resolved = self.index.resolve(&module, segments);
                (is_type || end < path.segments.len())
                    && resolved
                        .as_ref()
                        .and_then(|it| it.split_last())
                        .is_some_and(|(last, parent)| self.index.varies(parent, last, &context))
            })
        })
    }

    /// Whether only the code tells what a `return` here returns: that of a closure, of an async
    /// block, of `-> impl Trait`.
    pub(crate) fn infers_returns(&self) -> bool {
        self.site.enclosing.is_none_or(|it| {
            it.is_indirect || it.output().is_some_and(|it| names_impl(it.to_token_stream()))
        })
    }

    /// The first feature of the site that the manifest does not declare: the macros refuse it.
    pub(crate) fn undeclared(&self) -> Option<&str> {
        let known = &self.index.package.manifest.features;
        let features = self.site.branches.iter().flat_map(|branch| branch.cfg.features());
        features.into_iter().find(|name| !known.contains(*name))
    }

    /// The tokens with every path written from its root, so that two spellings of one type are
    /// equal.
    pub(crate) fn normal(&self, node: &impl ToTokens) -> String {
        let module = self.module().unwrap_or_default();
        let mut words = Vec::new();
        self.normalize(node.to_token_stream(), &module, &mut words);
        words.join(" ")
    }

    fn normalize(&self, tokens: TokenStream, module: &[String], words: &mut Vec<String>) {
        for token in tokens {
            match token {
                TokenTree::Group(group) => {
                    words.push(format!("{:?}", group.delimiter()));
                    self.normalize(group.stream(), module, words);
                    words.push(String::from("end"));
                }
                TokenTree::Ident(name) => {
                    let name = name.to_string();
                    let continues = words.last().is_some_and(|it| it == ":")
                        && words.len() > 1
                        && words[words.len() - 2] == ":"
                        && words.len() > 2
                        && words[words.len() - 3]
                            .starts_with(|c: char| c.is_alphabetic() || c == '_');
                    let is_lifetime = words.last().is_some_and(|it| it == "'");
                    if continues || is_lifetime {
                        words.push(name);
                    } else {
                        self.root(&name, module, words);
                    }
                }
                TokenTree::Punct(it) => words.push(it.as_char().to_string()),
                TokenTree::Literal(it) => words.push(it.to_string()),
            }
        }
    }

    /// The path of a name that begins a path.
    fn root(&self, name: &str, module: &[String], words: &mut Vec<String>) {
        let mut push = |segments: &[String]| {
            for (index, segment) in segments.iter().enumerate() {
                if index > 0 {
                    words.extend([String::from(":"), String::from(":")]);
                }
                words.push(segment.clone());
            }
        };
        if matches!(name, "crate" | "self" | "super") {
            match self.index.resolve(module, &[name.to_owned()]) {
                Some(resolved) => push(&resolved),
                None => push(&[name.to_owned()]),
            }
        } else if let Some(import) = self.index.import(self.file, &self.site.module, name) {
            match self.index.resolve(module, &import.path) {
                Some(resolved) if resolved.len() > 1 => push(&resolved),
                _ => push(&import.path),
            }
        } else if self.index.item(module, name, &Cfg::All(Vec::new())) == Presence::Unknown {
            push(&[name.to_owned()]);
        } else {
            let mut path = module.to_vec();
            path.push(name.to_owned());
            push(&path);
        }
    }

    /// What the function's error can be made of.
    pub(crate) fn error_type(&self, output: Option<&syn::Type>) -> ErrorType {
        let Some(syn::Type::Path(path)) = output else { return ErrorType::None };
        let Some(last) = path.path.segments.last() else { return ErrorType::None };
        let name = last.ident.to_string();
        if !name.ends_with("Result") {
            return ErrorType::None;
        }
        let arguments = match &last.arguments {
            syn::PathArguments::AngleBracketed(arguments) => arguments.args.len(),
            _ => 0,
        };
        let segments: Vec<String> =
            path.path.segments.iter().map(|segment| segment.ident.to_string()).collect();
        let full = self.full(&segments);
        if arguments >= 2 {
            let Some(syn::PathArguments::AngleBracketed(arguments)) =
                path.path.segments.last().map(|last| &last.arguments)
            else {
                return ErrorType::Unknown(name);
            };
            let Some(syn::GenericArgument::Type(error)) = arguments.args.iter().nth(1) else {
                return ErrorType::Unknown(name);
            };
            return self.error_named(error);
        }
        let root = full.first().map(String::as_str).unwrap_or_default();
        let package = self.index.package.manifest.dependencies.get(root);
        let crate_name = package.map_or(root.to_owned(), |it| it.replace('-', "_"));
        let parent = full[..full.len().saturating_sub(1)].join("::");
        if full.len() > 1
            && (CONVERTING.contains(&crate_name.as_str()) || CONVERTING.contains(&&*parent))
        {
            return ErrorType::Converts;
        }
        let is_local = root.starts_with("crate");
        match self.index.error_of_alias(&full) {
            Some(error) if is_local && self.index.converts_from_io(error) => ErrorType::Converts,
            Some(error) if is_local => ErrorType::Unknown(error.to_owned()),
            _ => ErrorType::Unknown(segments.join("::")),
        }
    }

    fn error_named(&self, error: &syn::Type) -> ErrorType {
        let text: String = self.source.text_of(error).split_whitespace().collect();
        if matches!(&*text, "String" | "std::string::String") {
            return ErrorType::Converts;
        }
        if text.starts_with("Box<dyn") && text.contains("Error") {
            return ErrorType::Converts;
        }
        let syn::Type::Path(path) = error else { return ErrorType::Unknown(text) };
        let segments: Vec<String> =
            path.path.segments.iter().map(|segment| segment.ident.to_string()).collect();
        let full = self.full(&segments);
        let root = full.first().map(String::as_str).unwrap_or_default();
        let package = self.index.package.manifest.dependencies.get(root);
        let crate_name = package.map_or(root.to_owned(), |it| it.replace('-', "_"));
        let parent = full[..full.len().saturating_sub(1)].join("::");
        let converts = full.len() > 1
            && (CONVERTING.contains(&crate_name.as_str()) || CONVERTING.contains(&&*parent));
        let is_own = root.starts_with("crate")
            && full.last().is_some_and(|last| self.index.converts_from_io(last));
        if converts || is_own { ErrorType::Converts } else { ErrorType::Unknown(text) }
    }

    /// The path from its root: through the import, or into the package.
    fn full(&self, segments: &[String]) -> Vec<String> {
        let module = self.module().unwrap_or_default();
        let Some(first) = segments.first() else { return Vec::new() };
        let import = self.index.import(self.file, &self.site.module, first);
        let full: Vec<String> = match import {
            Some(import) => import.path.iter().chain(segments.iter().skip(1)).cloned().collect(),
            None => segments.to_vec(),
        };
        self.index.resolve(&module, &full).unwrap_or(full)
    }
}

/// How a function can return an error that carries the hint.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum ErrorType {
    /// It returns no `Result`.
    None,
    /// The attribute makes the error by itself.
    Converts,
    /// Nobody knows how to make it, by name.
    Unknown(String),
}

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

/// Whether a type is, or holds, an `impl Trait`.
pub(crate) fn names_impl(tokens: TokenStream) -> bool {
    tokens.into_iter().any(|token| match token {
        TokenTree::Ident(word) => word == "impl",
        TokenTree::Group(group) => names_impl(group.stream()),
        TokenTree::Punct(_) | TokenTree::Literal(_) => false,
    })
}

/// A path as written, or the name of a field or method.
struct Named {
    segments: Vec<String>,
    is_member: bool,
}

/// All paths in the tokens.
fn paths(tokens: TokenStream) -> Vec<Named> {
    let mut found: Vec<Named> = Vec::new();
    collect(tokens, &mut found);
    found
}

fn collect(tokens: TokenStream, found: &mut Vec<Named>) {
    let mut current: Option<Named> = None;
    let mut colons = 0;
    let mut last = ' ';
    for token in tokens {
        match token {
            TokenTree::Ident(name) => {
                let name = name.to_string();
                match &mut current {
                    Some(path) if colons == 2 => path.segments.push(name),
                    _ => {
                        found.extend(current.take());
                        if last != '\'' {
                            let is_member = last == '.';
                            current = Some(Named { segments: vec![name], is_member });
                        }
                    }
                }
                colons = 0;
                last = 'a';
            }
            TokenTree::Punct(it) => {
                colons = if it.as_char() == ':' { colons + 1 } else { 0 };
                if colons == 0 {
                    found.extend(current.take());
                }
                last = it.as_char();
            }
            TokenTree::Group(group) => {
                found.extend(current.take());
                collect(group.stream(), found);
                colons = 0;
                last = ' ';
            }
            TokenTree::Literal(_) => {
                found.extend(current.take());
                colons = 0;
                last = ' ';
            }
        }
    }
    found.extend(current);
}
