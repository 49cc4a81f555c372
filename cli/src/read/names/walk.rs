//! The walk over the tokens.

use proc_macro2::{Delimiter, Group, Ident, TokenTree};
use quote::ToTokens;

use super::call::Format;
use super::format::captures;
use super::level::{Head, Inside, Level, flat, is_name};
use super::name::{Name, Role};
use crate::read::source::Source;
use crate::read::syntax::is_sign;

/// All names in the code, in its order. Keywords and lifetimes are none; `#[cfg]` and documentation
/// name nothing.
pub(crate) fn names(source: &Source, code: &impl ToTokens) -> Vec<Name> {
    let mut walker = Walker { source, names: Vec::new() };
    walker.level(&flat(code.to_token_stream()), Inside::Code { in_braces: false, of_macro: false });
    walker.names
}

struct Walker<'s> {
    source: &'s Source,
    names: Vec<Name>,
}

impl Walker<'_> {
    fn level(&mut self, tokens: &[TokenTree], inside: Inside) {
        let mut level = Level {
            tokens,
            inside,
            at: 0,
            head: Head::Open,
            in_pattern: false,
            starts: true,
            binds: false,
        };
        while let Some(token) = level.ahead(0) {
            let width = match token {
                TokenTree::Punct(it) => self.sign(&mut level, it.as_char()),
                TokenTree::Ident(it) => self.word(&mut level, it),
                TokenTree::Group(it) => {
                    let inside = level.enter(it);
                    self.level(&flat(it.stream()), inside);
                    level.starts = it.delimiter() == Delimiter::Brace;
                    level.binds = false;
                    1
                }
                TokenTree::Literal(it) => {
                    if matches!(level.inside, Inside::Code { of_macro: true, .. }) {
                        self.string(it, Role::Text, |_| false);
                    }
                    level.starts = false;
                    1
                }
            };
            level.at += width;
        }
    }

    /// Follows a sign; returns how many tokens it takes along.
    fn sign(&mut self, level: &mut Level<'_>, sign: char) -> usize {
        match sign {
            // A lifetime or a label; a variable of a macro's pattern.
            '\'' | '$' if matches!(level.ahead(1), Some(TokenTree::Ident(_))) => return 2,
            '#' => {
                let bang = usize::from(is_sign(level.ahead(1), '!'));
                if let Some(TokenTree::Group(it)) = level.ahead(1 + bang)
                    && it.delimiter() == Delimiter::Bracket
                {
                    let tokens = flat(it.stream());
                    let is_mute = matches!(tokens.first(), Some(TokenTree::Ident(it)) if it == "cfg" || it == "cfg_attr" || it == "doc");
                    if !is_mute {
                        self.level(&tokens, Inside::Code { in_braces: false, of_macro: false });
                    }
                    return 2 + bang;
                }
            }
            ';' => {
                level.head = Head::Open;
                level.in_pattern = false;
            }
            '=' => {
                let is_double = ['=', '!', '<', '>', '.']
                    .iter()
                    .any(|it| Level::is_joint(level.behind(1), *it))
                    || (Level::is_joint(level.ahead(0), '=') && is_sign(level.ahead(1), '='));
                if level.in_pattern && !is_double {
                    level.in_pattern = false;
                    // `let f: fn() -> T = ..`
                    if level.head == Head::Body {
                        level.head = Head::Open;
                    }
                }
            }
            '>' if Level::is_joint(level.behind(1), '=') => level.head = Head::Open,
            '>' if Level::is_joint(level.behind(1), '-') => level.head = Head::Body,
            _ => {}
        }
        level.starts = matches!(sign, ',' | ';');
        level.binds = false;
        1
    }

    /// Follows a word; returns how many tokens it takes along.
    fn word(&mut self, level: &mut Level<'_>, word: &Ident) -> usize {
        let text = word.to_string();
        let next = level.ahead(1);
        let before_name = matches!(next, Some(TokenTree::Ident(it)) if is_name(it));
        match text.as_str() {
            "if" | "while" | "match" => level.head = Head::Condition,
            "for" if !is_sign(next, '<') && level.head == Head::Open => {
                (level.head, level.in_pattern) = (Head::Condition, true);
            }
            "in" => level.in_pattern = false,
            "let" => level.in_pattern = true,
            "use" if !is_sign(next, '<') => return self.import(level),
            "fn" | "trait" | "mod" | "struct" | "enum" if before_name => {
                let is_type = matches!(text.as_str(), "struct" | "enum");
                level.head = if is_type { Head::Definition } else { Head::Body };
                return self.define(level, 1);
            }
            "union" if before_name && matches!(level.ahead(2), Some(TokenTree::Group(_))) => {
                level.head = Head::Definition;
                return self.define(level, 1);
            }
            "type" | "static" if before_name => return self.define(level, 1),
            "const" if before_name && !is_sign(level.behind(1), '*') => {
                return self.define(level, 1);
            }
            "static" if matches!(next, Some(TokenTree::Ident(it)) if it == "mut") => {
                return self.define(level, 2);
            }
            "impl" | "extern" => level.head = Head::Body,
            "macro_rules" if is_sign(next, '!') => {
                level.head = Head::Body;
                return self.define(level, 2);
            }
            // `pub(crate) x: u8` of a definition.
            "pub" => {
                let is_of_field = level.inside == Inside::Definition;
                return 1 + usize::from(is_of_field && matches!(next, Some(TokenTree::Group(_))));
            }
            "ref" | "mut" => {
                level.binds = true;
                return 1;
            }
            _ if is_name(word) => return self.name(level, word, &text),
            _ => {}
        }
        (level.starts, level.binds) = (false, false);
        1
    }

    /// A name that no keyword introduces.
    fn name(&mut self, level: &mut Level<'_>, word: &Ident, text: &str) -> usize {
        let next = level.ahead(1);
        let continues = level.has_path_ahead(1);
        let is_key = is_sign(next, ':') && !continues;
        let is_alone = next.is_none() || is_sign(next, ',');
        let follows_path = is_sign(level.behind(1), ':') && Level::is_joint(level.behind(2), ':');
        let goes_on = follows_path
            && (level.is_behind_generics(3)
                || matches!(level.behind(3), Some(TokenTree::Ident(it)) if is_name(it)));
        // `0..n` ends in a dot too.
        let is_member = is_sign(level.behind(1), '.') && !Level::is_joint(level.behind(2), '.');
        let called = match (next, level.ahead(2)) {
            (Some(TokenTree::Punct(it)), Some(TokenTree::Group(group))) if it.as_char() == '!' => {
                Some(group)
            }
            _ => None,
        };
        let role = match level.inside {
            _ if goes_on => Role::Segment,
            _ if is_member => Role::Member,
            Inside::Fields | Inside::Definition if level.starts && is_key => Role::Field,
            // A list of keys and values for a macro.
            Inside::Code { in_braces: true, .. }
                if level.starts && is_key && level.head == Head::Open =>
            {
                Role::Field
            }
            Inside::Fields if level.starts && is_alone && level.binds => Role::Binding,
            Inside::Fields if level.starts && is_alone => Role::Shorthand,
            Inside::Definition if level.starts => Role::Definition,
            _ if called.is_some() => Role::Macro,
            _ => Role::Start,
        };
        self.push(word, role, continues);
        (level.starts, level.binds) = (false, false);
        let Some(group) = called else { return 1 };
        self.arguments(text, group);
        level.starts = group.delimiter() == Delimiter::Brace;
        3
    }

    /// What stands in the brackets of a macro.
    fn arguments(&mut self, name: &str, group: &Group) {
        let tokens = flat(group.stream());
        let in_braces = group.delimiter() == Delimiter::Brace;
        let Some(format) = Format::of(name, &tokens) else {
            return self.level(&tokens, Inside::Code { in_braces, of_macro: true });
        };
        let code = Inside::Code { in_braces: false, of_macro: false };
        let mut start = 0;
        for (at, token) in tokens.iter().enumerate() {
            match token {
                TokenTree::Literal(it) if format.string == Some(at) => {
                    self.level(&tokens[start..at], code);
                    self.string(it, Role::Format, |name| format.is_argument(&tokens, name));
                    start = at + 1;
                }
                TokenTree::Ident(it) if format.keys.contains(&at) => {
                    self.level(&tokens[start..at], code);
                    self.push(it, Role::Argument, false);
                    start = at + 1;
                }
                _ => {}
            }
        }
        self.level(&tokens[start..], code);
    }

    /// The names in a string.
    fn string(
        &mut self,
        literal: &proc_macro2::Literal,
        role: Role,
        is_argument: impl Fn(&str) -> bool,
    ) {
        let text = literal.to_string();
        let start = self.source.range(literal.span()).start;
        for (range, name) in captures(&text).into_iter().filter(|(_, name)| !is_argument(name)) {
            let range = start + range.start..start + range.end;
            self.names.push(Name { text: name.to_owned(), range, role, continues: false });
        }
    }

    /// The name that an item gets, so many tokens ahead.
    fn define(&mut self, level: &mut Level<'_>, distance: usize) -> usize {
        if let Some(TokenTree::Ident(name)) = level.ahead(distance) {
            self.push(name, Role::Definition, false);
        }
        level.starts = false;
        distance + 1
    }

    /// An import up to its semicolon.
    fn import(&mut self, level: &mut Level<'_>) -> usize {
        let rest = level.tokens.get(level.at..).unwrap_or_default();
        let end = rest.iter().position(|it| is_sign(Some(it), ';')).unwrap_or(rest.len());
        let mut open = rest[..end].to_vec();
        open.reverse();
        while let Some(token) = open.pop() {
            match token {
                TokenTree::Ident(it) if is_name(&it) => {
                    self.push(&it, Role::Import, is_sign(open.last(), ':'));
                }
                TokenTree::Group(it) => open.extend(flat(it.stream()).into_iter().rev()),
                _ => {}
            }
        }
        end
    }

    fn push(&mut self, name: &Ident, role: Role, continues: bool) {
        let range = self.source.range(name.span());
        self.names.push(Name { text: name.to_string(), range, role, continues });
    }
}
