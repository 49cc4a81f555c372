//! In what position a macro is called, which only the text around it says.

use super::header::Header;
use super::text::is_of_a_name;

/// A position in which no value can be chosen, or not in every way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Spot {
    /// The value of a `match` arm, which is no statement.
    Arm,
    /// The value of a `const` or `static`, or the length of an array.
    Constant,
    /// The body of a `const fn`.
    ConstFunction,
    Item,
    Pattern,
    Type,
}

/// What is wrong with the place of a macro that is called once in a crate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Misplaced {
    /// It is part of an expression.
    Value,
    /// It stands in this line too.
    Again(usize),
}

/// A bracket around the place, and what stands before it.
pub(super) struct Frame<'a> {
    bracket: u8,
    header: &'a [u8],
    /// Where the header begins.
    start: usize,
    /// Whether the place stands behind a `;` in it.
    has_semicolon: bool,
}

/// What the code says of what stands from `from` to `to`, in the block with this header whose inside
/// starts at `base`; nothing where that is an ordinary expression or statement, or cannot be told.
pub(super) fn spot(
    clean: &[u8],
    block: Option<&Header>,
    base: usize,
    from: usize,
    to: usize,
) -> Option<Spot> {
    let (frames, start) = frames(clean, base, from);
    let statement = head(&clean[start..from]);
    let behind = clean.get(to..)?.trim_ascii_start();
    // A guard is an expression: `1 if HERE => ..`
    let arm = statement.rsplit(|&byte| byte == b',').next().unwrap_or_default();
    let is_guard = arm.windows(4).any(|word| word == b" if ");
    if (behind.starts_with(b"=>") && !is_guard) || statement == b"let" {
        return Some(Spot::Pattern);
    }
    let is_constant = |text: &[u8]| starts_with(text, "const ") || starts_with(text, "static ");
    let expects_type = statement.ends_with(b"->")
        || (statement.ends_with(b":") && !statement.ends_with(b"::"))
            && (starts_with(statement, "let ")
                || is_constant(statement)
                || frames.last().is_some_and(|frame| declares(head(frame.header), frame.bracket)));
    if expects_type {
        return Some(Spot::Type);
    }
    let ordinary = statement.ends_with(b"=>").then_some(Spot::Arm);
    let mut text = statement;
    for frame in frames.iter().rev() {
        let header = head(frame.header);
        if is_constant(text)
            // `vec![..; n]` is no array.
            || (frame.bracket == b'[' && frame.has_semicolon && !header.ends_with(b"!"))
            || (frame.bracket == b'{' && (header == b"const" || header.ends_with(b" const")))
        {
            return Some(Spot::Constant);
        }
        // A closure and a future return for themselves.
        if header.ends_with(b"|") || header.ends_with(b"async") || header.ends_with(b"move") {
            return ordinary;
        }
        text = header;
    }
    if is_constant(text) {
        return Some(Spot::Constant);
    }
    let special = match block {
        Some(Header::Function { is_const, .. }) => is_const.then_some(Spot::ConstFunction),
        _ => (frames.is_empty() && statement.is_empty()).then_some(Spot::Item),
    };
    special.or(ordinary)
}

/// Whether a statement or an item begins at `at`.
pub(super) fn begins_statement(clean: &[u8], base: usize, at: usize) -> bool {
    let (frames, start) = frames(clean, base, at);
    head(&clean[start..at]).is_empty() && frames.last().is_none_or(|frame| frame.bracket == b'{')
}

/// The brackets between `base` and `at`, outermost first, and where the statement there begins.
pub(super) fn frames(clean: &[u8], base: usize, at: usize) -> (Vec<Frame<'_>>, usize) {
    let mut frames: Vec<Frame<'_>> = Vec::new();
    let mut start = base;
    for (index, &byte) in clean.iter().enumerate().take(at).skip(base) {
        match byte {
            b'(' | b'[' | b'{' => {
                let header = &clean[start..index];
                frames.push(Frame { bracket: byte, header, start, has_semicolon: false });
                start = index + 1;
            }
            b')' | b']' | b'}' => {
                let Some(frame) = frames.pop() else { continue };
                let goes_on =
                    byte != b'}' || clean[index + 1..at].trim_ascii_start().starts_with(b"else");
                start = if goes_on { frame.start } else { index + 1 };
            }
            b';' => {
                start = index + 1;
                if let Some(frame) = frames.last_mut() {
                    frame.has_semicolon = true;
                }
            }
            _ => {}
        }
    }
    (frames, start)
}

/// The text without attributes and visibility.
fn head(text: &[u8]) -> &[u8] {
    let mut text = text.trim_ascii();
    loop {
        text = match text {
            [b'#', ..] => match text.iter().position(|&byte| byte == b']') {
                Some(end) => text[end + 1..].trim_ascii_start(),
                None => return text,
            },
            [b'p', b'u', b'b', next, ..] if !is_of_a_name(*next) => {
                let rest = text[3..].trim_ascii_start();
                match rest.iter().position(|&byte| byte == b')') {
                    Some(end) if rest.starts_with(b"(") => rest[end + 1..].trim_ascii_start(),
                    _ => rest,
                }
            }
            text => return text,
        };
    }
}

/// Whether what the bracket opens declares names with types.
fn declares(header: &[u8], bracket: u8) -> bool {
    let words = ["fn ", "struct ", "enum ", "union "];
    let has = |word: &str| header.windows(word.len()).any(|part| part == word.as_bytes());
    match bracket {
        b'(' => has("fn "),
        b'{' => words[1..].iter().any(|word| starts_with(header, word)),
        _ => false,
    }
}

fn starts_with(text: &[u8], word: &str) -> bool {
    text.starts_with(word.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::super::Cut;
    use super::Spot::{Arm, ConstFunction, Constant, Item, Pattern, Type};

    /// Where `HERE` stands.
    fn spot(text: &str) -> Option<super::Spot> {
        let at = text.find("HERE").unwrap();
        let line = text[..at].matches('\n').count() + 1;
        let column = text[..at].chars().rev().take_while(|&c| c != '\n').count() + 1;
        Cut::of(text.to_owned()).spot(line, column, "HERE")
    }

    #[test]
    fn positions_that_choose_no_value_are_told() {
        for text in [
            "HERE",
            "use a; HERE",
            "fn f() {} HERE",
            "mod m { HERE }",
            "impl S { fn f() {} #[x] HERE }",
        ] {
            assert_eq!(spot(text), Some(Item), "{text}");
        }
        for text in ["fn f() { match x { HERE => 1 } }", "fn f() { let HERE = 1; }"] {
            assert_eq!(spot(text), Some(Pattern), "{text}");
        }
        for text in [
            "fn f(x: HERE) {}",
            "fn f() -> HERE {}",
            "const A: HERE = 1;",
            "struct S { pub a: HERE }",
            "fn f() { let a: HERE = 1; }",
        ] {
            assert_eq!(spot(text), Some(Type), "{text}");
        }
    }

    #[test]
    fn constants_are_told() {
        for text in [
            "const A: u8 = HERE;",
            "pub(crate) static A: (u8, u8) = (1, HERE);",
            "impl S { #[doc = \"\"] const A: u8 = { HERE }; }",
            "const A: u8 = if B { 1 } else { HERE };",
            "fn f() { const A: u8 = HERE; }",
            "fn f() { g(); let a = [0; HERE]; }",
            "fn f() { let a = const { HERE }; }",
        ] {
            assert_eq!(spot(text), Some(Constant), "{text}");
        }
        for text in
            ["const fn f() { g(); HERE }", "impl S { pub const unsafe fn f() { (HERE, 1) } }"]
        {
            assert_eq!(spot(text), Some(ConstFunction), "{text}");
        }
    }

    #[test]
    fn values_of_arms_are_told() {
        for text in [
            "fn f() { match x { 1 => HERE, _ => 2 } }",
            "fn f() { match x { 1 => {} 2 if a => HERE } }",
            "fn f() { || match x { 1 => HERE } }",
        ] {
            assert_eq!(spot(text), Some(Arm), "{text}");
        }
        assert_eq!(spot("fn f() { match x { 1 => { HERE; 2 } } }"), None);
    }

    #[test]
    fn expressions_and_statements_are_no_such_positions() {
        for text in [
            "fn f() { HERE }",
            "fn f() { g(); HERE; h() }",
            "fn f() { let a = HERE; }",
            "fn f() { S { a: HERE, b: 1 } }",
            "fn f() { g(a, [HERE]) }",
            "fn f() { let a: [u8; 2] = HERE; }",
            "const fn f() { async { HERE } }",
            "const A: fn() -> u8 = || { HERE };",
            "fn f() { if a { 1 } else { HERE } }",
            "fn f() { match x { 1 => 2, 3 if a == HERE => 4 } }",
            "fn f() { let a = vec![0; HERE]; }",
            "macro_rules! m { () => { HERE } }",
        ] {
            assert_eq!(spot(text), None, "{text}");
        }
    }

    #[test]
    fn broken_text_is_no_panic() {
        let text = "const A: [u8; HERE] = #[x { pub( HERE => '}' ; else let HERE";
        for from in 0..text.len() {
            for column in 1..text.len() - from {
                let _ = Cut::of(text[from..].to_owned()).spot(1, column, "");
            }
        }
    }
}
