//! How deep a parser would recurse, before one is asked.

use super::comments::{Piece, pieces};

/// What the parser, and whoever walks through its result, can hold on a thread of this program.
const LIMIT: usize = 8_000;

/// What a pair of brackets weighs: the parser asks many questions of each.
const BRACKETS: usize = 20;

/// Whether the syntax may be nested deeper than a parser can follow.
///
/// An upper bound: everything up to the next `;` or `,` may be one expression in another, as in
/// `!!!!x`, `a + b + c` or `if .. {} else if .. {}`.
pub(super) fn is_too_deep(text: &str) -> bool {
    let mut levels: Vec<usize> = vec![0];
    let mut weight = 0;
    let mut is_behind_braces = false;
    let mut is_deep = false;
    pieces(text, |range, piece| {
        if matches!(piece, Piece::Comment(_)) {
            return true;
        }
        // Behind a block begins a statement or an item, if nothing goes on with it.
        let begins = match piece {
            Piece::Word => !matches!(&text[range], "else" | "as"),
            Piece::Sign(sign) => sign == b'#',
            _ => true,
        };
        if std::mem::take(&mut is_behind_braces) && begins {
            clear(&mut levels, &mut weight);
        }
        match piece {
            Piece::Sign(b'(' | b'[' | b'{') => {
                weight += BRACKETS;
                levels.push(0);
            }
            Piece::Sign(sign @ (b')' | b']' | b'}')) => {
                if levels.len() > 1 {
                    weight -= levels.pop().unwrap_or_default() + BRACKETS;
                }
                add(&mut levels, &mut weight);
                is_behind_braces = sign == b'}';
            }
            Piece::Sign(b';' | b',') => clear(&mut levels, &mut weight),
            _ => add(&mut levels, &mut weight),
        }
        is_deep = weight > LIMIT;
        !is_deep
    });
    is_deep
}

fn add(levels: &mut [usize], weight: &mut usize) {
    if let Some(level) = levels.last_mut() {
        *level += 1;
        *weight += 1;
    }
}

fn clear(levels: &mut [usize], weight: &mut usize) {
    if let Some(level) = levels.last_mut() {
        *weight -= std::mem::take(level);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
