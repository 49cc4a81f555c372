//! Which word a mistyped one may stand for.

/// `known`, nearest to `word` first; ties keep their order.
pub(super) fn nearest_first<'a>(
    word: &str,
    known: impl IntoIterator<Item = &'a str>,
) -> Vec<&'a str> {
    let mut words: Vec<&str> = known.into_iter().collect();
    let wanted = word.to_lowercase();
    words.sort_by_cached_key(|known| strsim::damerau_levenshtein(&wanted, &known.to_lowercase()));
    words
}

/// The one of `known` that `word` is a slip of, if any.
pub(super) fn similar<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let nearest = nearest_first(word, known).first().copied()?;
    let slips = strsim::damerau_levenshtein(&word.to_lowercase(), nearest);
    (slips * 3 <= word.len()).then_some(nearest)
}

/// `expected one of ..`, nearest to `word` first.
pub(crate) fn expected<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> String {
    match nearest_first(word, known).as_slice() {
        [only] => format!("expected `{only}`"),
        words => format!("expected one of `{}`", words.join("`, `")),
    }
}
