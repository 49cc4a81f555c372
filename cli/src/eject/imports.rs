//! Imports of the macros go; whatever else is used of the runtime is named.

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use syn::visit::Visit;
use syn::{ItemExternCrate, ItemUse, UseTree};

use crate::read::source::Source;
use crate::read::syntax::is_sign;
use crate::understand::annotations::{Imports, Kind, Named, Names};
use crate::write::edit::Edit;

/// The edits that take the macros out of the imports of the file; with `and_crate` the names of the
/// runtime too.
pub(super) fn edits(
    source: &Source,
    file: &syn::File,
    names: &Names,
    and_crate: bool,
) -> Vec<Edit> {
    let imports = Imports::of(file);
    let mut finder = Finder { source, names, imports, and_crate, edits: Vec::new() };
    finder.visit_file(file);
    finder.edits
}

struct Finder<'a> {
    source: &'a Source,
    names: &'a Names,
    imports: Imports,
    and_crate: bool,
    edits: Vec<Edit>,
}

impl Finder<'_> {
    /// Whether the name at the end of the path is the runtime itself.
    fn is_crate(&self, name: &syn::Ident, path: &[String]) -> bool {
        match path {
            [] => self.names.is_runtime(&name.to_string()),
            [parent] => name == "self" && self.names.is_runtime(parent),
            _ => false,
        }
    }

    /// The tree without the macros; `None` if nothing stays of it.
    fn without(&self, tree: &UseTree, path: &[String]) -> Option<String> {
        let is_macro = |name: &syn::Ident| {
            let mut path = path.to_vec();
            path.push(name.to_string());
            matches!(self.names.named(&path, &self.imports), Named::Macro(_))
        };
        match tree {
            UseTree::Path(it) => {
                let mut inner = path.to_vec();
                inner.push(it.ident.to_string());
                Some(format!("{}::{}", it.ident, self.without(&it.tree, &inner)?))
            }
            UseTree::Name(it) if !path.is_empty() && is_macro(&it.ident) => None,
            UseTree::Rename(it) if !path.is_empty() && is_macro(&it.ident) => None,
            // `use featherfall as _;`, which links it, and `use featherfall as ff;`.
            UseTree::Rename(it) if self.is_crate(&it.ident, path) => {
                (!self.and_crate && it.rename != "_").then(|| self.source.text_of(it).to_owned())
            }
            UseTree::Name(it) if self.and_crate && self.is_crate(&it.ident, path) => None,
            UseTree::Group(it) => {
                let kept: Vec<String> =
                    it.items.iter().filter_map(|it| self.without(it, path)).collect();
                match &kept[..] {
                    [] => None,
                    [one] if one != "self" => Some(one.clone()),
                    several => Some(format!("{{{}}}", several.join(", "))),
                }
            }
            other => Some(self.source.text_of(other).to_owned()),
        }
    }
}

impl<'a> Visit<'a> for Finder<'_> {
    fn visit_item_use(&mut self, item: &'a ItemUse) {
        let before: String = self.source.text_of(&item.tree).split_whitespace().collect();
        let Some(kept) = self.without(&item.tree, &[]) else {
            self.edits.push(Edit::remove_lines(self.source, self.source.range_of(item)));
            return;
        };
        let is_same = |text: &str| -> String {
            text.chars().filter(|it| !it.is_whitespace() && !"{},".contains(*it)).collect()
        };
        if is_same(&before) != is_same(&kept) {
            self.edits.push(Edit::replace(self.source.range_of(&item.tree), kept));
        }
    }

    fn visit_item_extern_crate(&mut self, item: &'a ItemExternCrate) {
        if self.and_crate && self.names.is_runtime(&item.ident.to_string()) {
            self.edits.push(Edit::remove_lines(self.source, self.source.range_of(item)));
        }
    }
}

/// What still names the runtime, or one of its macros.
pub(super) struct Use {
    /// Where.
    pub(super) at: usize,
    /// What it names.
    pub(super) what: String,
    /// How.
    pub(super) how: How,
}

/// How something is named.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum How {
    /// In an import.
    Import,
    /// By a path through the runtime.
    Path,
    /// By the macro's own name.
    Macro,
}

/// Everything that still names the runtime or an annotation.
pub(super) fn uses(
    source: &Source,
    tokens: TokenStream,
    names: &Names,
    imports: &Imports,
) -> Vec<Use> {
    let mut finder = Uses { source, names, imports, found: Vec::new() };
    finder.collect(tokens, Within::default());
    finder.found
}

/// What is open.
#[derive(Clone, Copy, Default)]
struct Within {
    import: bool,
    attribute: bool,
    /// Of a macro.
    call: bool,
}

struct Uses<'a> {
    source: &'a Source,
    names: &'a Names,
    imports: &'a Imports,
    found: Vec<Use>,
}

impl Uses<'_> {
    fn collect(&mut self, tokens: TokenStream, mut within: Within) {
        let tokens: Vec<TokenTree> = tokens.into_iter().collect();
        for (at, token) in tokens.iter().enumerate() {
            let before = |distance: usize| at.checked_sub(distance).and_then(|it| tokens.get(it));
            match token {
                TokenTree::Group(it) => {
                    let is_brackets = it.delimiter() == Delimiter::Bracket;
                    let inner = Within {
                        attribute: within.attribute || (is_sign(before(1), '#') && is_brackets),
                        call: within.call || is_sign(before(1), '!'),
                        ..within
                    };
                    self.collect(it.stream(), inner);
                }
                TokenTree::Punct(it) if it.as_char() == ';' => within.import = false,
                TokenTree::Ident(word) if word == "use" => within.import = true,
                TokenTree::Ident(name) => {
                    let text = name.to_string();
                    let is_path =
                        is_sign(tokens.get(at + 1), ':') && is_sign(tokens.get(at + 2), ':');
                    // `other::featherfall` is somebody else's, but for a global path.
                    let is_inner = is_sign(before(1), ':')
                        && is_sign(before(2), ':')
                        && matches!(before(3), Some(TokenTree::Ident(_)));
                    let is_start = matches!(before(1), Some(TokenTree::Ident(it)) if it == "use" || it == "crate");
                    let is_runtime = self.names.is_runtime(&text);
                    let (what, how) = if is_runtime && ((is_path && !is_inner) || is_start) {
                        let next = tokens.get(at + 3).map(ToString::to_string).unwrap_or_default();
                        let what = if is_path { format!("{text}::{next}") } else { text };
                        (what, if within.import || is_start { How::Import } else { How::Path })
                    } else if !within.import
                        && !is_inner
                        && self.is_annotation(&text, tokens.get(at + 1), within)
                    {
                        (text, How::Macro)
                    } else {
                        continue;
                    };
                    self.found.push(Use { at: self.source.range(name.span()).start, what, how });
                }
                _ => {}
            }
        }
    }

    /// Whether the word names an annotation: in an attribute, before `!`, or handed to a macro, which
    /// may put it into an attribute. Elsewhere others may be called so.
    fn is_annotation(&self, word: &str, next: Option<&TokenTree>, within: Within) -> bool {
        let kind = match self.names.named(&[word.to_owned()], self.imports) {
            Named::Macro(name) => Kind::from_name(name),
            Named::Perhaps => Kind::from_name(word),
            Named::No => None,
        };
        let is_invoked = match next {
            Some(TokenTree::Group(_)) => within.call && kind != Some(Kind::Limitation),
            other => is_sign(other, '!'),
        };
        kind.is_some() && (within.attribute || is_invoked)
    }
}
