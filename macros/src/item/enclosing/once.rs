//! A macro that is called once in a crate, as a statement of its own.

use super::Cut;
use super::blocks::Block;
use super::header::Header;
use super::spot::{self, Misplaced};

impl Cut {
    /// What is wrong with the place of this call; nothing where nothing is, or where that cannot be
    /// told.
    pub(super) fn misplaced(&self, line: usize, column: usize, call: &str) -> Option<Misplaced> {
        let at = self.find(line, column, call)?;
        let name = call[..call.find('!')?].rsplit(':').next()?.trim();
        let around = |at| self.blocks_around(at).next().map(|block| block.start);
        let base = around(at).map_or(0, |start| start + 1);
        if !spot::begins_statement(&self.clean, base, at) {
            return Some(Misplaced::Value);
        }
        // In a function it may be tried in several forms.
        let is_item = |block: &Block| matches!(block.header, Header::Module(_));
        if !self.blocks_around(at).next().is_none_or(is_item) {
            return None;
        }
        let name = format!("{name}!");
        // An attribute in front of one of them may be a `#[cfg]`, and in a macro it is not called.
        let counts = |at: usize| {
            let (frames, start) = spot::frames(&self.clean, base, at);
            frames.is_empty() && !self.clean[start..at].contains(&b'#')
        };
        let is_name = |from: &usize| self.clean[*from..at].starts_with(name.as_bytes());
        let mut others = (base..at).filter(is_name).filter(|&other| around(other) == around(at));
        let first = others.find(|&other| counts(other) && counts(at))?;
        Some(Misplaced::Again(self.lines.partition_point(|&start| start <= first)))
    }
}

#[cfg(test)]
mod tests {
    use super::Misplaced::{Again, Value};
    use super::*;

    /// What is wrong with the last call.
    fn misplaced(text: &str) -> Option<Misplaced> {
        let at = text.rfind("set!()").unwrap();
        let at = text[..at].rfind("a::").filter(|path| path + 3 == at).unwrap_or(at);
        let line = text[..at].matches('\n').count() + 1;
        let column = text[..at].chars().rev().take_while(|&c| c != '\n').count() + 1;
        let call = &text[at..text.rfind("set!()").unwrap() + 6];
        Cut::of(text.to_owned()).misplaced(line, column, call)
    }

    #[test]
    fn a_call_is_a_statement() {
        assert_eq!(misplaced("set!();"), None);
        assert_eq!(misplaced("use a::set;\n\n/// Text.\na::set!();"), None);
        assert_eq!(misplaced("fn f() { set!(); }"), None);
        assert_eq!(misplaced("mod m { #[cfg(x)] set!(); }"), None);
        assert_eq!(misplaced("fn f() { let x = a::set!(); }"), Some(Value));
        assert_eq!(misplaced("fn f() { g(set!()) }"), Some(Value));
        assert_eq!(misplaced("fn f() { if x { set!(); } }"), None);
    }

    #[test]
    fn a_second_call_is_told() {
        assert_eq!(misplaced("\nset!();\nset!();"), Some(Again(2)));
        assert_eq!(misplaced("a::set!();\na::set!();"), Some(Again(1)));
        assert_eq!(misplaced("set!(b);\nfn f() {}\na::set!();"), Some(Again(1)));
        assert_eq!(misplaced("// set!();\nset!();"), None);
        assert_eq!(misplaced("fn f() { \"set!()\"; }\nset!();"), None);
    }

    #[test]
    fn one_of_two_may_be_configured_out() {
        assert_eq!(misplaced("#[cfg(x)]\nset!(b);\n#[cfg(not(x))]\nset!();"), None);
        assert_eq!(misplaced("#[cfg(x)] a::set!(b);\n#[cfg(not(x))] a::set!();"), None);
        assert_eq!(misplaced("macro_rules! m { () => { set!(); } }\nset!();"), None);
    }
}
