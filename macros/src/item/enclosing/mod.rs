//! What stands around an item in its file: impl block, trait, functions.
//!
//! An attribute on a method sees the method alone, and no constant expression names the type around
//! it, so the text of the file is asked. It is cut by brackets and never parsed.

mod above;
mod blocks;
mod header;
mod method;
mod once;
mod spot;
mod text;

use std::cell::RefCell;
use std::collections::HashMap;
use std::iter;
use std::path::PathBuf;

use proc_macro2::{Ident, Span};

use blocks::{Block, cut};
use header::Header;
pub(crate) use spot::{Misplaced, Spot};
pub(crate) use text::without_comments_and_texts;

/// What stands around an item, inside its module.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(crate) struct Enclosing {
    /// `<Flash>::forward`: the type, trait and functions around it, outermost first.
    pub(crate) scope: String,
    /// The trait that the impl block around it implements.
    pub(crate) implements: Option<String>,
    /// How much the inline modules around it add to the path of its module.
    pub(crate) modules: usize,
}

impl Enclosing {
    /// What stands around the name that has this span; nothing where that cannot be told.
    pub(crate) fn of(name: Span) -> Self {
        in_file(name, Cut::around).unwrap_or_default()
    }
}

/// In what position the macro is called that is being expanded; nothing where it is an ordinary one,
/// or where that cannot be told.
pub(crate) fn spot_of_call() -> Option<Spot> {
    in_file(Span::call_site(), Cut::spot)
}

/// What is wrong with the place of the macro that is being expanded, which is called once in a crate.
pub(crate) fn misplaced_call() -> Option<Misplaced> {
    in_file(Span::call_site(), Cut::misplaced)
}

/// What stands in the brackets of each attribute above the one that is being expanded, the nearest
/// first.
pub(crate) fn attributes_above() -> Vec<String> {
    in_file(Span::call_site(), Cut::above).unwrap_or_default()
}

/// The type or trait whose function this name must be, because nothing else has it: `slow`, where
/// `Self::slow` is meant.
pub(crate) fn owner_of_method(name: &Ident) -> Option<String> {
    in_file(name.span(), Cut::owner)
}

/// Asks the file in which something stands, by line, column and text.
///
/// Each file is read once in a run of the compiler.
fn in_file<T>(span: Span, ask: fn(&Cut, usize, usize, &str) -> Option<T>) -> Option<T> {
    thread_local! {
        static FILES: RefCell<HashMap<PathBuf, Option<Cut>>> = RefCell::default();
    }
    // Outside of a compiler run, in tests of the expansion, there is no file.
    if !proc_macro::is_available() {
        return None;
    }
    let text = span.source_text().unwrap_or_default();
    let span = span.unwrap();
    let file = span.local_file()?;
    FILES.with_borrow_mut(|files| {
        let read = |file: &PathBuf| std::fs::read_to_string(file).ok().map(Cut::of);
        let cut = files.entry(file).or_insert_with_key(read).as_ref()?;
        ask(cut, span.line(), span.column(), &text)
    })
}

/// The blocks of one file.
#[derive(Debug)]
struct Cut {
    /// Byte offsets at which lines begin.
    lines: Vec<usize>,
    blocks: Vec<Block>,
    text: String,
    /// The text without comments and texts.
    clean: Vec<u8>,
}

impl Cut {
    /// Cuts the text of one file.
    fn of(text: String) -> Self {
        let mut lines = vec![0];
        // The library's search is compiled with optimisation, and this crate is not.
        lines.extend(text.match_indices('\n').map(|(end, _)| end + 1));
        let clean = without_comments_and_texts(&text);
        let blocks = cut(&clean);
        Self { lines, blocks, text, clean }
    }

    /// Where the text stands that is expected at this line and column, both counted from 1 as
    /// [`proc_macro::Span`] counts them; nothing where it does not stand there, because the file
    /// changed or the text comes out of a macro.
    fn find(&self, line: usize, column: usize, text: &str) -> Option<usize> {
        let start = *self.lines.get(line.checked_sub(1)?)?;
        let rest = self.text.get(start..)?;
        let at = start + rest.char_indices().nth(column.checked_sub(1)?)?.0;
        self.text[at..].starts_with(text).then_some(at)
    }

    /// The blocks around a place, innermost first.
    fn blocks_around(&self, at: usize) -> impl Iterator<Item = &Block> {
        let innermost = self.blocks.partition_point(|block| block.start < at).checked_sub(1);
        let block = |index: Option<usize>| self.blocks.get(index?);
        iter::successors(block(innermost), move |inner| block(inner.parent))
            .filter(move |block| block.end > at)
    }

    /// In what position a call stands.
    fn spot(&self, line: usize, column: usize, call: &str) -> Option<Spot> {
        let at = self.find(line, column, call)?;
        let block = self.blocks_around(at).next();
        let base = block.map_or(0, |block| block.start + 1);
        spot::spot(&self.clean, block.map(|block| &block.header), base, at, at + call.len())
    }

    /// What stands around a name.
    fn around(&self, line: usize, column: usize, name: &str) -> Option<Enclosing> {
        let at = self.find(line, column, name)?;
        let mut found = Enclosing::default();
        let mut segments = Vec::new();
        for block in self.blocks_around(at) {
            match &block.header {
                Header::Module(name) => found.modules += 2 + name.len(),
                _ if found.modules > 0 => {}
                Header::Function { name, .. } | Header::Trait(name) => segments.push(name.clone()),
                Header::Impl { of, implements } => {
                    if segments.is_empty() {
                        found.implements.clone_from(implements);
                    }
                    segments.push(format!("<{of}>"));
                }
            }
        }
        segments.reverse();
        found.scope = segments.join("::");
        Some(found)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What stands around `HERE`.
    fn around(text: &str) -> (String, Option<String>) {
        let blocks = Cut::of(text.to_owned());
        let at = text.find("HERE").unwrap();
        let line = text[..at].matches('\n').count() + 1;
        let column = text[..at].chars().rev().take_while(|&c| c != '\n').count() + 1;
        let found = blocks.around(line, column, "HERE").unwrap();
        (found.scope, found.implements)
    }

    fn scope(text: &str) -> String {
        around(text).0
    }

    #[test]
    fn types_traits_and_functions_are_named() {
        assert_eq!(scope("fn HERE() {}"), "");
        assert_eq!(scope("impl Flash { fn HERE() {} }"), "<Flash>");
        assert_eq!(scope("impl Flash { fn other() { fn HERE() {} } }"), "<Flash>::other");
        assert_eq!(scope("trait Attention { fn HERE() {} }"), "Attention");
        assert_eq!(
            around("unsafe impl<T: Clone> Tr<T> for Vec<T> where T: Copy { fn HERE() {} }"),
            (String::from("<Vec<T>>"), Some(String::from("Tr<T>")))
        );
        assert_eq!(
            around("impl A for X {} impl Flash { fn HERE() {} }"),
            (String::from("<Flash>"), None)
        );
    }

    #[test]
    fn modules_begin_anew() {
        assert_eq!(scope("fn f() { mod m { impl S { fn HERE() {} } } }"), "<S>");
        assert_eq!(
            scope("pub(crate) mod m { pub(in super) async unsafe extern \"C\" fn f() { HERE } }"),
            "f"
        );
    }

    #[test]
    fn what_looks_like_code_in_comments_and_texts_is_none() {
        assert_eq!(scope("// impl A {\nfn HERE() {}"), "");
        assert_eq!(scope("/* impl A { /* { */ */ fn HERE() {}"), "");
        assert_eq!(scope("const A: &str = \"impl A { \\\" {\"; fn HERE() {}"), "");
        assert_eq!(scope("const A: &str = r#\"impl A \" {\"#; fn HERE() {}"), "");
        assert_eq!(scope("const A: &[u8] = br##\"fn f() {\"#\"##; fn HERE() {}"), "");
        assert_eq!(
            scope(
                "const A: char = '{'; const B: char = '\\''; const C: char = '\\u{7b}'; fn HERE() {}"
            ),
            ""
        );
        assert_eq!(scope("impl<'a> S<'a> { fn HERE(&'a self) {} }"), "<S<'a>>");
        assert_eq!(scope("fn r#match() { HERE }"), "match");
        assert_eq!(scope("impl S { const Ä: char = 'ä'; fn HERE() {} }"), "<S>");
    }

    #[test]
    fn headers_may_hold_brackets() {
        assert_eq!(scope("impl<const N: usize> Matrix<{ N }> { fn HERE() {} }"), "<Matrix<{ N }>>");
        assert_eq!(scope("impl S<2, { 1 + 1 }> { fn HERE() {} }"), "<S<2, { 1 + 1 }>>");
        assert_eq!(scope("impl<F: Fn(u8) -> u8> S<F> { fn HERE() {} }"), "<S<F>>");
        assert_eq!(
            around("impl Tr for Box<dyn for<'a> Fn(&'a u8) -> u8> { fn HERE() {} }"),
            (String::from("<Box<dyn for<'a> Fn(&'a u8) -> u8>>"), Some(String::from("Tr")))
        );
        assert_eq!(
            scope("#[cfg(x)] #[doc = \"}\"] impl\n  S<u8,\n u8>\n{ fn HERE() {} }"),
            "<S<u8, u8>>"
        );
        assert_eq!(scope("fn f(a: [u8; { 1 }], b: (u8,)) { HERE }"), "f");
        assert_eq!(scope("impl [u8; 4] { fn HERE() {} }"), "<[u8; 4]>");
    }

    #[test]
    fn expressions_have_no_names() {
        assert_eq!(scope("fn f() { if a { match b { C { d } => { HERE } } } }"), "f");
        assert_eq!(scope("fn f() { let c = S { a: 1, b: { HERE } }; }"), "f");
        assert_eq!(scope("fn f(x: impl Fn()) { x(|| { HERE }) }"), "f");
    }

    #[test]
    fn macros_keep_their_variables() {
        assert_eq!(
            scope("macro_rules! m { ($t:ty) => { impl Tr for $t { fn HERE() {} } } }"),
            "<$t>"
        );
    }

    #[test]
    fn a_name_that_is_not_there_is_not_found() {
        let blocks = Cut::of(String::from("fn f() {}\n"));
        for (line, column) in [(0, 0), (1, 1), (1, 99), (3, 1), (9, 9)] {
            assert_eq!(blocks.around(line, column, "g"), None);
        }
        assert_eq!(blocks.around(1, 4, "f"), Some(Enclosing::default()));
    }

    #[test]
    fn broken_text_is_no_panic() {
        let text = "impl<T> A { fn f('x: &\"{ r#\"/* }} ) ] '\\";
        for from in 0..text.len() {
            for to in from..=text.len() {
                let blocks = Cut::of(text[from..to].to_owned());
                let _ = blocks.around(1, 1, "");
            }
        }
        for text in [
            "'", "'\\", "'ä", "b'\\", "r##", "}", "{", "/*", "\"\\", "impl", "impl <", "fn", "#[",
            "#",
        ] {
            let _ = Cut::of(text.to_owned());
            let _ = Cut::of(format!("{text} {{"));
        }
    }
}
