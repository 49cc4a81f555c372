//! A function's body, and what may be put into it.

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};
use quote::TokenStreamExt;

use crate::item::Attr;

/// A function's block.
pub(crate) struct Body<'a> {
    block: &'a Group,
    /// The `#![..]`, which only the block that is a function's whole body can hold.
    pub(crate) inner_attrs: Vec<Attr>,
    /// All that comes after them.
    statements: Vec<TokenTree>,
}

impl<'a> Body<'a> {
    pub(crate) fn of(block: &'a Group) -> Self {
        let mut statements = Vec::from_iter(block.stream());
        let mut inner_attrs = Vec::new();
        while let [
            pound @ TokenTree::Punct(punct),
            TokenTree::Punct(bang),
            TokenTree::Group(bracket),
            ..,
        ] = &statements[..]
            && (punct.as_char(), bang.as_char()) == ('#', '!')
        {
            inner_attrs.push(Attr { pound: pound.clone(), bracket: bracket.clone() });
            statements.drain(..3);
        }
        Self { block, inner_attrs, statements }
    }

    /// The block without its inner attributes, with `prologue` in front of its first statement.
    pub(crate) fn with_prologue(&self, prologue: TokenStream) -> Group {
        let mut tokens = prologue;
        if self.starts_with_item() || self.leading_record().is_some() {
            // Or clippy says that the user's items come after statements, which are ours; and the
            // records of two attributes have one name.
            let statements = self.statements.iter().cloned().collect();
            tokens.append(Group::new(Delimiter::Brace, statements));
        } else if self.inner_attrs.is_empty() {
            // All of it: a stream is handed over at once, and its tokens one by one.
            tokens.extend(self.block.stream());
        } else {
            tokens.extend(self.statements.iter().cloned());
        }
        in_place_of(self.block, tokens)
    }

    /// The block without its inner attributes.
    pub(crate) fn without_inner_attrs(&self) -> Group {
        if self.inner_attrs.is_empty() {
            return self.block.clone();
        }
        in_place_of(self.block, self.statements.iter().cloned().collect())
    }

    /// The record that another attribute of ours has put first.
    pub(crate) fn leading_record(&self) -> Option<TokenStream> {
        leading_record(&self.statements)
    }

    /// Whether the first statement is an item, such as a `use`.
    fn starts_with_item(&self) -> bool {
        match &self.statements[..] {
            [TokenTree::Ident(first), rest @ ..] => match first.to_string().as_str() {
                "macro_rules" => true,
                // A block, a call, a field or an assignment of something with such a name is no item.
                "use" | "fn" | "const" | "static" | "struct" | "enum" | "union" | "impl"
                | "mod" | "type" | "trait" | "extern" | "unsafe" | "async" | "pub" | "default" => {
                    matches!(rest.first(), Some(TokenTree::Ident(_) | TokenTree::Literal(_)))
                }
                _ => false,
            },
            [TokenTree::Punct(punct), ..] => punct.as_char() == '#',
            _ => false,
        }
    }
}

/// The block that the user wrote, in which another attribute of ours may have put it.
pub(crate) fn users_block(block: &Group) -> Group {
    let statements = Vec::from_iter(block.stream());
    match &statements[..] {
        [TokenTree::Group(first), .., TokenTree::Group(last)]
            if last.delimiter() == Delimiter::Brace
                && leading_record(&[first.clone().into()]).is_some() =>
        {
            users_block(last)
        }
        _ => block.clone(),
    }
}

/// A call of a macro of `__private`, perhaps in a block or in `const _: () = { .. };`.
fn leading_record(statements: &[TokenTree]) -> Option<TokenStream> {
    let block = match statements {
        [TokenTree::Group(block), ..] => Some(block),
        [TokenTree::Ident(constant), TokenTree::Ident(unnamed), .., _]
            if *constant == "const" && *unnamed == "_" =>
        {
            statements.iter().find_map(|token| match token {
                TokenTree::Group(group) if group.delimiter() == Delimiter::Brace => Some(group),
                _ => None,
            })
        }
        _ => None,
    };
    if let Some(block) = block {
        return leading_record(&Vec::from_iter(block.stream()));
    }
    let mut is_ours = false;
    for (index, token) in statements.iter().enumerate() {
        match token {
            TokenTree::Ident(name) => is_ours |= *name == "__private",
            TokenTree::Punct(punct) if matches!(punct.as_char(), ':' | '!') => {}
            TokenTree::Group(_) if is_ours => {
                return Some(statements[..=index].iter().cloned().collect());
            }
            _ => return None,
        }
    }
    None
}

/// The block of a function that was written with `block`, with other statements.
///
/// It has the span of the user's block: rustc takes a function that ends in a macro's brace for one
/// that a macro wrote, and keeps back what it has to say about it, such as that it is never used.
pub(crate) fn in_place_of(block: &Group, statements: TokenStream) -> Group {
    let mut other = Group::new(Delimiter::Brace, statements);
    other.set_span(block.span());
    other
}
