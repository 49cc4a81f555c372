//! Patterns with `*`.

/// Whether `*` in the pattern can stand for something so that it is the text.
///
/// Linear in the product of the lengths, whatever the pattern.
pub(crate) fn fits(pattern: &str, text: &str) -> bool {
    let mut parts = pattern.split('*');
    let first = parts.next().unwrap_or_default();
    let Some(mut rest) = text.strip_prefix(first) else { return false };
    let Some(last) = parts.next_back() else { return rest.is_empty() };
    for part in parts {
        // The earliest place leaves the most to what follows.
        let Some(at) = rest.find(part) else { return false };
        rest = &rest[at + part.len()..];
    }
    rest.ends_with(last)
}

#[cfg(test)]
mod tests {
    use super::fits;

    #[test]
    fn a_star_stands_for_anything() {
        for (pattern, text) in [
            ("flash", "flash"),
            ("*", ""),
            ("flash_*", "flash_attention"),
            ("*attention", "flash_attention"),
            ("f*h_*n", "flash_attention"),
            ("*::forward", "kernels::<Flash>::forward"),
            ("a**b", "ab"),
        ] {
            assert!(fits(pattern, text), "{pattern} {text}");
        }
        for (pattern, text) in
            [("flash", "flash_attention"), ("", "a"), ("a*a", "a"), ("*x", "xy"), ("a*b*a", "aba*")]
        {
            assert!(!fits(pattern, text), "{pattern} {text}");
        }
    }
}
