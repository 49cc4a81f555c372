//! Whether a name that stands alone can only be that of a method.

use super::Cut;
use super::header::Header;
use super::text::is_of_a_name;

impl Cut {
    /// The type or trait around this place, if what it is about is one of its functions, and the file
    /// says nothing from which there could be another of that name.
    pub(super) fn owner(&self, line: usize, column: usize, name: &str) -> Option<String> {
        let at = self.find(line, column, name)?;
        let owner = owner_of(self.header_around(at))?;
        let mut is_there = false;
        for found in self.words(name) {
            let before = self.clean[..found].trim_ascii_end();
            if ends_with_word(before, "fn") {
                let of = owner_of(self.header_around(found))?;
                is_there |= of == owner;
            } else if !(before.ends_with(b".") || is_fallback(before) || is_of(before, owner)) {
                return None;
            }
        }
        (is_there && !self.imports_all()).then(|| owner.to_owned())
    }

    fn header_around(&self, at: usize) -> Option<&Header> {
        self.blocks_around(at).next().map(|block| &block.header)
    }

    /// Where the word stands.
    fn words(&self, word: &str) -> impl Iterator<Item = usize> {
        let is_end = |byte: Option<&u8>| !byte.is_some_and(|byte| is_of_a_name(*byte));
        let found = self.clean.windows(word.len().max(1)).enumerate();
        found.filter(move |(_, text)| *text == word.as_bytes()).map(|(at, _)| at).filter(
            move |at| {
                let before = at.checked_sub(1).and_then(|before| self.clean.get(before));
                is_end(before) && is_end(self.clean.get(at + word.len()))
            },
        )
    }

    /// Whether there is a `use ..::*` that may bring any name.
    fn imports_all(&self) -> bool {
        self.words("use").any(|at| {
            let rest = &self.clean[at + "use".len()..];
            let end = rest.iter().position(|&byte| byte == b';').unwrap_or(rest.len());
            let path = rest[..end].trim_ascii();
            let is_known = ["featherfall", "std", "core", "alloc"].iter().any(|known| {
                path.strip_prefix(known.as_bytes()).is_some_and(|it| it.starts_with(b"::"))
            });
            path.contains(&b'*') && !is_known
        })
    }
}

fn owner_of(header: Option<&Header>) -> Option<&str> {
    match header? {
        Header::Impl { of, .. } => Some(of),
        Header::Trait(name) => Some(name),
        Header::Module(_) | Header::Function { .. } => None,
    }
}

fn ends_with_word(text: &[u8], word: &str) -> bool {
    text.strip_suffix(word.as_bytes())
        .is_some_and(|before| !before.last().is_some_and(|byte| is_of_a_name(*byte)))
}

/// `Self::`, `Type::`
fn is_of(before: &[u8], owner: &str) -> bool {
    let owner = owner.split(|c: char| !c.is_alphanumeric() && c != '_').next();
    before.strip_suffix(b"::").is_some_and(|path| {
        ends_with_word(path, "Self") || owner.is_some_and(|owner| ends_with_word(path, owner))
    })
}

/// `fallback =`
fn is_fallback(before: &[u8]) -> bool {
    before
        .strip_suffix(b"=")
        .is_some_and(|before| ends_with_word(before.trim_ascii_end(), "fallback"))
}

#[cfg(test)]
mod tests {
    use super::Cut;

    fn owner(text: &str) -> Option<String> {
        let at = text.find("fallback = slow").unwrap() + "fallback = ".len();
        Cut::of(text.to_owned()).owner(1, at + 1, "slow")
    }

    #[test]
    fn a_name_that_only_a_method_has_is_told() {
        let method = "impl<T> K<T> { #[r(fallback = slow)] fn fast(&self) {} fn slow(&self) {} }";
        assert_eq!(owner(method).as_deref(), Some("K<T>"));
        assert_eq!(
            owner(&format!("{method} fn f() {{ K::slow; k.slow() }}")).as_deref(),
            Some("K<T>")
        );
        assert_eq!(owner(&format!("use std::io::*; {method}")).as_deref(), Some("K<T>"));
        let default = "trait T { #[r(fallback = slow)] fn fast(&self) {} fn slow(&self) {} }";
        assert_eq!(owner(default).as_deref(), Some("T"));
    }

    #[test]
    fn a_name_that_may_be_a_function_s_is_not() {
        let method = "impl K { #[r(fallback = slow)] fn fast(&self) {} fn slow(&self) {} }";
        for other in
            ["fn slow() {}", "use a::slow;", "use a::{b, slow};", "use a::*;", "make!(slow);"]
        {
            assert_eq!(owner(&format!("{method} {other}")), None, "{other}");
        }
        assert_eq!(owner("impl K { #[r(fallback = slow)] fn fast(&self) {} }"), None);
        assert_eq!(owner("#[r(fallback = slow)] fn fast() {} impl K { fn slow(&self) {} }"), None);
        assert_eq!(
            owner(
                "impl K { #[r(fallback = slow)] fn fast(&self) {} } impl L { fn slow(&self) {} }"
            ),
            None
        );
    }
}
