//! Where the walk is in the tokens of one pair of brackets, and what the next pair holds.

use proc_macro2::{Delimiter, Group, Ident, Spacing, TokenStream, TokenTree};

use crate::read::syntax::is_sign;

/// Where tokens stand.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Inside {
    /// In a block, in parentheses, in brackets.
    Code { in_braces: bool, of_macro: bool },
    /// In the braces of a struct expression or pattern.
    Fields,
    /// In the braces of a type's definition.
    Definition,
}

/// What the next braces of a level are.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Head {
    /// What stands in front of them says it.
    Open,
    /// A block: `if`, `while`, `match`, `for` stand in front, and no struct expression may.
    Condition,
    /// A block or a list of items: `fn`, `impl`, `->` stand in front.
    Body,
    /// A list of fields or variants.
    Definition,
}

/// Where the walk is in the tokens of one pair of brackets.
pub(super) struct Level<'t> {
    pub(super) tokens: &'t [TokenTree],
    pub(super) inside: Inside,
    pub(super) at: usize,
    pub(super) head: Head,
    /// Whether a pattern stands here, in which struct patterns may stand although a block follows.
    pub(super) in_pattern: bool,
    /// Whether a part that commas divide begins here.
    pub(super) starts: bool,
    /// Whether `ref` or `mut` stands in front.
    pub(super) binds: bool,
}

impl<'t> Level<'t> {
    pub(super) fn ahead(&self, distance: usize) -> Option<&'t TokenTree> {
        self.tokens.get(self.at + distance)
    }

    pub(super) fn behind(&self, distance: usize) -> Option<&'t TokenTree> {
        self.at.checked_sub(distance).and_then(|at| self.tokens.get(at))
    }

    /// Whether the sign stands there and belongs to the one behind it.
    pub(super) fn is_joint(token: Option<&TokenTree>, sign: char) -> bool {
        is_sign(token, sign)
            && matches!(token, Some(TokenTree::Punct(it)) if it.spacing() == Spacing::Joint)
    }

    /// Whether `::` follows after so many tokens.
    pub(super) fn has_path_ahead(&self, distance: usize) -> bool {
        Self::is_joint(self.ahead(distance), ':') && is_sign(self.ahead(distance + 1), ':')
    }

    /// Whether the `>` in front closes generic arguments, and is no part of `->` or `=>`.
    pub(super) fn is_behind_generics(&self, distance: usize) -> bool {
        is_sign(self.behind(distance), '>')
            && !Self::is_joint(self.behind(distance + 1), '-')
            && !Self::is_joint(self.behind(distance + 1), '=')
    }

    /// Whether a path ends in front.
    pub(super) fn is_behind_path(&self) -> bool {
        self.is_behind_generics(1)
            || matches!(self.behind(1), Some(TokenTree::Ident(it)) if is_name(it))
    }

    /// What the tokens of the group here are.
    pub(super) fn enter(&mut self, group: &Group) -> Inside {
        let of_macro = matches!(self.inside, Inside::Code { of_macro: true, .. });
        let in_braces = group.delimiter() == Delimiter::Brace;
        let code = Inside::Code { in_braces, of_macro };
        if !in_braces {
            return code;
        }
        let is_behind = |signs: &[char]| signs.iter().any(|it| is_sign(self.behind(1), *it));
        match self.head {
            Head::Open if self.is_behind_path() => Inside::Fields,
            Head::Open => code,
            _ if self.in_pattern && self.is_behind_path() => Inside::Fields,
            // An argument of generics.
            Head::Body | Head::Definition if is_behind(&['<', ',', '=']) => code,
            // A block inside of the condition: behind an operator, behind `unsafe`.
            Head::Condition
                if self.in_pattern
                    || matches!(self.behind(1), Some(TokenTree::Ident(it)) if !is_name(it))
                    || (matches!(self.behind(1), Some(TokenTree::Punct(_)))
                        && !is_behind(&['?', '.'])
                        && !self.is_behind_generics(1)) =>
            {
                code
            }
            head => {
                self.head = Head::Open;
                if head == Head::Definition { Inside::Definition } else { code }
            }
        }
    }
}

/// The tokens without invisible groups around some of them.
pub(super) fn flat(tokens: TokenStream) -> Vec<TokenTree> {
    let mut found = Vec::new();
    for token in tokens {
        match token {
            TokenTree::Group(it) if it.delimiter() == Delimiter::None => {
                found.extend(flat(it.stream()));
            }
            other => found.push(other),
        }
    }
    found
}

/// Whether the word is no keyword; `self`, `Self`, `crate` and `super` are names too.
pub(super) fn is_name(word: &Ident) -> bool {
    const KEYWORDS: &[&str] = &[
        "_", "as", "async", "await", "break", "const", "continue", "do", "dyn", "else", "enum",
        "extern", "false", "fn", "for", "if", "impl", "in", "let", "loop", "match", "mod", "move",
        "mut", "pub", "ref", "return", "static", "struct", "trait", "true", "try", "type",
        "unsafe", "use", "where", "while", "yield",
    ];
    KEYWORDS.iter().all(|it| word != it)
}
