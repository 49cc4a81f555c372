//! What the text of a file shows before it is parsed: most files need no parser.

use std::ops::Range;

use super::comments::{Piece, pieces};
use super::depth::Depth;

/// What a parser will say, as far as that can be told without one.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Syntax {
    /// Nobody knows.
    #[default]
    Plausible,
    /// A bracket lacks its other half, or the mark of a merge stands there.
    Broken,
    /// It may be nested deeper than a parser can follow.
    TooDeep,
}

/// One look at the pieces of a text.
#[derive(Debug, Default)]
pub(super) struct Glance {
    /// What a parser will say.
    pub(super) syntax: Syntax,
    /// Whether something asks of the build: not of tests alone, and not only for an import.
    pub(super) asks_of_the_build: bool,
    /// Whether it says `use ..::*`, as far as that can be told from a product.
    pub(super) has_globs: bool,
    /// The names of `mod name;`.
    pub(super) modules: Vec<Range<usize>>,
    /// Whether one of these stands in braces.
    pub(super) has_inner_modules: bool,
    /// The string literals, with their quotes.
    pub(super) strings: Vec<Range<usize>>,
}

impl Glance {
    /// Looks at the text.
    pub(super) fn at(text: &str) -> Self {
        let mut glance = Self::default();
        let mut depth = Depth::default();
        let mut open: Vec<u8> = Vec::new();
        let mut is_broken = false;
        let mut asker = Asker::Idle;
        let mut name = 0..0;
        // The last three pieces; none of them is a comment.
        let mut last = [""; 3];
        pieces(text, |range, piece| {
            let word = &text[range.clone()];
            match piece {
                Piece::Comment(_) => return true,
                Piece::Literal if word.ends_with(['"', '#']) => glance.strings.push(range),
                Piece::Sign(sign @ (b'(' | b'[' | b'{')) => open.push(sign),
                Piece::Sign(sign @ (b')' | b']' | b'}')) => {
                    // In ASCII, the other half stands one or two signs behind.
                    let is_other_half = |it: u8| matches!(sign.wrapping_sub(it), 1 | 2);
                    is_broken |= !open.pop().is_some_and(is_other_half);
                }
                // `mod r#type;` is one piece more.
                Piece::Sign(b';') if last[1] == "mod" || last[0] == "mod" => {
                    glance.modules.push(name.clone());
                    glance.has_inner_modules |= !open.is_empty() || last[1] != "mod";
                }
                Piece::Sign(b'<') => is_broken |= last == ["<"; 3],
                Piece::Word => name = range,
                _ => {}
            }
            glance.has_globs |= last[2] == "*" && matches!(word, ";" | "," | "}");
            if asker != Asker::Idle || word.starts_with("cfg") {
                asker = asker.next(word, last, open.is_empty());
                glance.asks_of_the_build |= asker == Asker::Asks;
            }
            last = [last[1], last[2], word];
            depth.add(word, &piece);
            !depth.is_too_deep()
        });
        if depth.is_too_deep() {
            glance.syntax = Syntax::TooDeep;
        } else if is_broken || !open.is_empty() {
            glance.syntax = Syntax::Broken;
        }
        glance
    }
}

/// How far a question to the build is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Asker {
    Idle,
    /// Behind `cfg`, or what is called so; `#[` in front, or `doc(`, or something else.
    Named {
        in_attribute: bool,
        in_doc: bool,
    },
    /// Behind its `(`.
    Inside {
        in_attribute: bool,
    },
    /// Behind `cfg(test`.
    Test {
        in_attribute: bool,
    },
    /// In the rest of an attribute that nothing negates so far.
    Attribute,
    /// Between an attribute of the file's own level and what it stands on.
    Before,
    /// It asks.
    Asks,
}

impl Asker {
    fn next(self, word: &str, last: [&str; 3], is_outside: bool) -> Self {
        match self {
            Self::Idle | Self::Asks if word.starts_with("cfg") && word != "cfg_attr" => {
                let in_attribute = last[1] == "#" && last[2] == "[";
                Self::Named { in_attribute, in_doc: last[1] == "doc" && last[2] == "(" }
            }
            Self::Idle | Self::Asks | Self::Named { in_doc: true, .. } => Self::Idle,
            Self::Named { in_attribute, .. } => match word {
                "(" => Self::Inside { in_attribute },
                "!" => Self::Asks,
                _ => Self::Idle,
            },
            Self::Inside { in_attribute } if word == "test" => Self::Test { in_attribute },
            Self::Test { .. } if word == ")" => Self::Idle,
            Self::Inside { in_attribute: false } | Self::Test { in_attribute: false } => Self::Asks,
            Self::Inside { .. } | Self::Test { .. } | Self::Attribute => match word {
                "]" if is_outside => Self::Before,
                "]" | "not" => Self::Asks,
                _ => Self::Attribute,
            },
            Self::Before => match word {
                "use" => Self::Idle,
                "crate" if last[2] == "extern" => Self::Idle,
                "pub" | "extern" | "(" | "crate" | "super" | ")" => Self::Before,
                _ => Self::Asks,
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_asks_of_the_build_is_seen() {
        for text in [
            "#[cfg(unix)] fn f() {}",
            "#[cfg(not(unix))] use a;",
            "#[cfg(all(test, unix))] fn f() {}",
            "#[cfg(test)] mod t; #[cfg(unix)] mod a;",
            "fn f() { #[cfg(unix)] use a; }",
            "#[cfg(unix)] #[inline] fn f() {}",
            "#[cfg(unix)] pub(crate) fn f() {}",
            "#[cfg(unix)] extern \"C\" {}",
            "#![cfg(unix)]",
            "const A: bool = cfg!(unix);",
            "cfg_if! { if #[cfg(unix)] {} }",
            "cfg_rt! { fn f() {} }",
            "cfg /* a */ (unix)",
        ] {
            assert!(Glance::at(text).asks_of_the_build, "{text}");
        }
        for text in [
            "#[cfg(test)] mod tests {}",
            "#[cfg(unix)] use a;",
            "#[cfg(all(unix, feature = \"a\"))] pub(crate) use a::{b, c};",
            "#[cfg(feature = \"mkl\")] extern crate mkl;",
            "#[cfg_attr(unix, inline)] fn f() {}",
            "#[doc(cfg(unix))] fn f() {}",
            "/// #[cfg(unix)]\nfn f() { \"#[cfg(unix)]\" }",
            "fn f(cfg: &Config) { cfg.a() }",
        ] {
            assert!(!Glance::at(text).asks_of_the_build, "{text}");
        }
    }

    #[test]
    fn modules_in_files_and_strings_are_seen() {
        let text = "pub mod a; mod b { mod c { fn f() {} } } mod d;";
        let Glance { modules, has_inner_modules, .. } = Glance::at(text);
        let modules: Vec<&str> = modules.into_iter().map(|it| &text[it]).collect();
        assert_eq!((modules, has_inner_modules), (vec!["a", "d"], false));
        for text in ["mod b { mod c; }", "mod r#type;"] {
            assert!(Glance::at(text).has_inner_modules, "{text}");
        }
        let text = "f(\"a\", b\"b\", r#\"c\"#, '\"', \"d\\\"\") // \"e\"";
        let strings = Glance::at(text).strings;
        let strings: Vec<&str> = strings.into_iter().map(|it| &text[it]).collect();
        assert_eq!(strings, ["\"a\"", "\"b\"", "r#\"c\"#", "\"d\\\"\""]);
    }

    #[test]
    fn what_has_no_other_half_is_broken() {
        for text in ["fn f( {", "fn f() {", "}", "(]", "<<<<<<< HEAD\nfn f() {}", "f(\"a"] {
            assert_eq!(Glance::at(text).syntax, Syntax::Broken, "{text}");
        }
        for text in ["fn f() { [a(\"(\")] }", "fn f(a: A<B<C<D>>>) { 1 << 2 }"] {
            assert_eq!(Glance::at(text).syntax, Syntax::Plausible, "{text}");
        }
    }
}
