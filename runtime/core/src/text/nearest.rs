//! Orders known words by closeness to a mistyped one.

/// `known`, nearest to `word` first, whatever their case, `-` and `_`; ties keep alphabetical order.
pub(crate) fn nearest_first<'a>(
    word: &str,
    known: impl IntoIterator<Item = &'a str>,
) -> Vec<&'a str> {
    let mut words: Vec<&str> = known.into_iter().collect();
    words.sort_unstable();
    words.dedup();
    let folded = |word: &str| word.to_ascii_lowercase().replace(['-', '_'], "");
    let (exact, word) = (word, folded(word));
    words.sort_by_cached_key(|candidate| {
        let distance = strsim::damerau_levenshtein;
        (distance(&word, &folded(candidate)), distance(exact, candidate))
    });
    words
}

#[cfg(test)]
mod tests {
    use super::nearest_first;

    #[test]
    fn what_is_spelled_in_another_way_is_near() {
        assert_eq!(nearest_first("hq", ["afq", "awq", "HQQ"]), ["HQQ", "afq", "awq"]);
        assert_eq!(nearest_first("flash_attn", ["flash", "FLASH-ATTN"])[0], "FLASH-ATTN");
        assert_eq!(nearest_first("cuda", ["CUDA", "cuda"])[0], "cuda");
    }
}
