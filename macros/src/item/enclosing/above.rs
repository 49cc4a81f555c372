//! The attributes above another: the compiler has expanded them, and hands on the item without them.

use super::Cut;

impl Cut {
    /// What stands in the brackets of each attribute above this one, the nearest first.
    pub(super) fn above(&self, line: usize, column: usize, text: &str) -> Option<Vec<String>> {
        let mut rest = &self.clean[..self.find(line, column, text)?];
        let mut above = Vec::new();
        while let Some(inside) = rest.trim_ascii_end().strip_suffix(b"]") {
            let mut depth = 0_usize;
            let opens = inside.iter().rposition(|&byte| {
                match byte {
                    b']' => depth += 1,
                    b'[' if depth == 0 => return true,
                    b'[' => depth -= 1,
                    _ => {}
                }
                false
            });
            let Some(opens) = opens else { break };
            let Some(before) = inside[..opens].trim_ascii_end().strip_suffix(b"#") else { break };
            above.push(String::from_utf8_lossy(inside[opens + 1..].trim_ascii()).into_owned());
            rest = before;
        }
        Some(above)
    }
}

#[cfg(test)]
mod tests {
    use super::Cut;

    #[test]
    fn attributes_above_are_told_nearest_first() {
        let above = |text: &str| {
            let at = text.find("#[here]").unwrap();
            Cut::of(text.to_owned()).above(1, at + 1, "#[here]").unwrap()
        };
        assert_eq!(
            above("#[a([1])] #[derive(Clone)] /* ] */ #[here] struct S;"),
            ["derive(Clone)", "a([1])"]
        );
        assert_eq!(above("const A: [u8; 1] = [1]; #[here] fn f() {}"), [""; 0]);
        assert_eq!(above("] #[here] fn f() {}"), [""; 0]);
        assert_eq!(above("x[1] #[here] fn f() {}"), [""; 0]);
    }
}
