//! How deep a parser would recurse, before one is asked.

use super::comments::Piece;

/// What the parser, and whoever walks through its result, can hold on a thread of this program.
const LIMIT: usize = 8_000;

/// What a pair of brackets weighs: the parser asks many questions of each.
const BRACKETS: usize = 20;

/// How deep the syntax may be nested, an upper bound: everything up to the next `;` or `,` may be one
/// expression in another, as in `!!!!x`, `a + b + c` or `if .. {} else if .. {}`.
pub(super) struct Depth {
    levels: Vec<usize>,
    weight: usize,
    is_behind_braces: bool,
}

impl Default for Depth {
    fn default() -> Self {
        Self { levels: vec![0], weight: 0, is_behind_braces: false }
    }
}

impl Depth {
    /// Takes the next piece that is no comment.
    pub(super) fn add(&mut self, text: &str, piece: &Piece) {
        // Behind a block begins a statement or an item, if nothing goes on with it.
        let begins = match piece {
            Piece::Word => !matches!(text, "else" | "as"),
            Piece::Sign(sign) => *sign == b'#',
            _ => true,
        };
        if std::mem::take(&mut self.is_behind_braces) && begins {
            self.clear();
        }
        match piece {
            Piece::Sign(b'(' | b'[' | b'{') => {
                self.weight += BRACKETS;
                self.levels.push(0);
            }
            Piece::Sign(sign @ (b')' | b']' | b'}')) => {
                if self.levels.len() > 1 {
                    self.weight -= self.levels.pop().unwrap_or_default() + BRACKETS;
                }
                self.weigh();
                self.is_behind_braces = *sign == b'}';
            }
            Piece::Sign(b';' | b',') => self.clear(),
            _ => self.weigh(),
        }
    }

    /// Whether a parser may not be able to follow.
    pub(super) fn is_too_deep(&self) -> bool {
        self.weight > LIMIT
    }

    fn weigh(&mut self) {
        if let Some(level) = self.levels.last_mut() {
            *level += 1;
            self.weight += 1;
        }
    }

    fn clear(&mut self) {
        if let Some(level) = self.levels.last_mut() {
            self.weight -= std::mem::take(level);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::comments::pieces;

    fn is_too_deep(text: &str) -> bool {
        let mut depth = Depth::default();
        pieces(text, |range, piece| {
            if !matches!(piece, Piece::Comment(_)) {
                depth.add(&text[range], &piece);
            }
            !depth.is_too_deep()
        });
        depth.is_too_deep()
    }

    #[test]
    fn whatever_nests_counts() {
        let many = |text: &str| text.repeat(LIMIT);
        for text in [
            format!("fn f() {{ {}x }}", many("!")),
            format!("fn f() {{ if a {{}} {} }}", many("else if a {}")),
            format!("fn f() {{ a{} }}", many(" + a")),
            format!("fn f() {{ a{} }}", many(".b()")),
            format!("fn f() {{ a{} }}", many("()")),
            format!("fn f() {{ a{} }}", many(" as u8")),
            format!("fn f() {{ {}x }}", many("return ")),
            format!("fn f() {{ {}x }}", many("|| ")),
            format!("type A = {}u8;", many("&")),
            format!("type A = {}u8{};", many("B<"), many(">")),
            format!("use {}a;", many("a::")),
            format!("fn f() {{ \"//\"; {}x }}", many("-")),
            many("("),
        ] {
            assert!(is_too_deep(&text), "{}", &text[..40]);
        }
        for text in [
            many("fn f() { g() }\n"),
            many("fn f() { a; } // !!!\n"),
            format!("fn f() {{ match x {{ {} }} }}", many("1 => {}\n")),
            format!("fn f() {{ {} }}", many("if a {}\n")),
            format!("const A: &[u8] = &[{}];", many("1, ")),
            format!("/* {} */ const A: &str = \"{}\";", many("!"), many("! ")),
            many("#[a] mod b { }"),
        ] {
            assert!(!is_too_deep(&text), "{}", &text[..40]);
        }
    }
}
