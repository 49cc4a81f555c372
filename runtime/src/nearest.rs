//! Orders known words by closeness to a mistyped one.

/// `known`, nearest to `word` first; ties keep alphabetical order.
pub(crate) fn nearest_first<'a>(
    word: &str,
    known: impl IntoIterator<Item = &'a str>,
) -> Vec<&'a str> {
    let mut words: Vec<&str> = known.into_iter().collect();
    words.sort_unstable();
    words.dedup();
    words.sort_by_cached_key(|candidate| strsim::damerau_levenshtein(word, candidate));
    words
}
