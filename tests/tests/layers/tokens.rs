//! The paths in a piece of code. Tokens show those inside of macros too, where syntax trees end.

use proc_macro2::{Ident, TokenStream, TokenTree};
use syn::{ItemUse, UseTree};

use crate::sources::Named;

/// Macros whose contents are code of whoever expands them.
const QUOTES: [&str; 4] = ["quote", "quote_spanned", "parse_quote", "parse_quote_spanned"];

#[derive(Debug, Default)]
pub struct Found {
    pub named: Vec<Named>,
    /// The names that a `use` brings, and whence.
    pub bindings: Vec<(String, Vec<String>)>,
    /// Each `feature = ".."`, with its line.
    pub features: Vec<(usize, String)>,
}

pub fn scan(tokens: TokenStream) -> Found {
    let mut found = Found::default();
    found.scan(tokens, false);
    found
}

/// A name as it is meant.
pub fn text(ident: &Ident) -> String {
    ident.to_string().trim_start_matches("r#").to_owned()
}

impl Found {
    /// What an exported `macro_rules!` names through `$crate` is code of whoever expands it.
    fn scan(&mut self, tokens: TokenStream, is_exported: bool) {
        let trees: Vec<TokenTree> = tokens.into_iter().collect();
        let mut at = 0;
        let mut exports = false;
        while at < trees.len() {
            let rest = &trees[at..];
            at += match &rest[0] {
                TokenTree::Group(group) => {
                    exports |= group.stream().to_string() == "macro_export";
                    self.scan(group.stream(), is_exported);
                    1
                }
                TokenTree::Ident(word) if word == "macro_rules" && is(rest, 1, '!') => {
                    if let Some(TokenTree::Group(rules)) = rest.get(3) {
                        self.scan(rules.stream(), std::mem::take(&mut exports));
                    }
                    4
                }
                TokenTree::Punct(dollar) if dollar.as_char() == '$' && is_exported => {
                    1 + segments(&rest[1..]).1.max(1)
                }
                TokenTree::Ident(word) if word == "use" => self.import(rest),
                TokenTree::Ident(word) => self.path(word, rest),
                // `::name` is another crate's, or goes on behind `<..>`.
                TokenTree::Punct(_) if is_colons(rest, 0) => 2 + segments(&rest[2..]).1,
                _ => 1,
            };
        }
    }

    /// A path, or `feature = ".."`. Returns how many tokens it has.
    fn path(&mut self, first: &Ident, rest: &[TokenTree]) -> usize {
        if first == "feature"
            && is(rest, 1, '=')
            && let Some(TokenTree::Literal(name)) = rest.get(2)
        {
            let name = name.to_string().trim_matches('"').to_owned();
            self.features.push((first.span().start().line, name));
            return 3;
        }
        let (segments, mut length) = segments(rest);
        if segments.last().is_some_and(|it| QUOTES.contains(&&**it)) && is(rest, length, '!') {
            length += 2;
        }
        if segments.len() > 1 {
            self.named.push(Named { line: first.span().start().line, segments, glob: false });
        }
        length
    }

    /// A `use`. Returns how many tokens it has.
    fn import(&mut self, rest: &[TokenTree]) -> usize {
        let end =
            rest.iter().position(|it| matches!(it, TokenTree::Punct(it) if it.as_char() == ';'));
        let Some(end) = end else { return 1 };
        let tokens = rest[..=end].iter().cloned().collect();
        // In a `macro_rules!` a path begins with `$crate`, which is found behind the word `use`. So is
        // the `use<..>` of an `impl Trait`.
        let Ok(item) = syn::parse2::<ItemUse>(tokens) else { return 1 };
        if item.leading_colon.is_none() {
            self.tree(&mut Vec::new(), &item.tree);
        }
        end + 1
    }

    fn tree(&mut self, prefix: &mut Vec<String>, tree: &UseTree) {
        match tree {
            UseTree::Path(path) => {
                prefix.push(text(&path.ident));
                self.tree(prefix, &path.tree);
                prefix.pop();
            }
            UseTree::Group(group) => group.items.iter().for_each(|it| self.tree(prefix, it)),
            UseTree::Name(name) => self.leaf(prefix, &name.ident, &name.ident),
            UseTree::Rename(name) => self.leaf(prefix, &name.ident, &name.rename),
            UseTree::Glob(glob) => self.named.push(Named {
                line: glob.star_token.spans[0].start().line,
                segments: prefix.clone(),
                glob: true,
            }),
        }
    }

    fn leaf(&mut self, prefix: &[String], name: &Ident, rename: &Ident) {
        let mut segments = prefix.to_vec();
        // `{self}` means what stands before it.
        if name != "self" || prefix.is_empty() {
            segments.push(text(name));
        }
        let bound = if rename == "self" { segments.last().cloned() } else { Some(text(rename)) };
        self.bindings.extend(bound.map(|it| (it, segments.clone())));
        self.named.push(Named { line: name.span().start().line, segments, glob: false });
    }
}

/// The names at the start, joined by `::`, and how many tokens they are.
fn segments(tokens: &[TokenTree]) -> (Vec<String>, usize) {
    let mut names = Vec::new();
    let mut at = 0;
    while let Some(TokenTree::Ident(name)) = tokens.get(at) {
        names.push(text(name));
        at += 1;
        if !is_colons(tokens, at) || !matches!(tokens.get(at + 2), Some(TokenTree::Ident(_))) {
            break;
        }
        at += 2;
    }
    (names, at)
}

fn is_colons(tokens: &[TokenTree], at: usize) -> bool {
    is(tokens, at, ':') && is(tokens, at + 1, ':')
}

fn is(tokens: &[TokenTree], at: usize, mark: char) -> bool {
    matches!(tokens.get(at), Some(TokenTree::Punct(it)) if it.as_char() == mark)
}
