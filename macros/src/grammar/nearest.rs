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

/// The one of `known` that `word` is a slip of, or short for, if any.
pub(super) fn similar<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let nearest = nearest_first(word, known);
    let first = nearest.first().copied()?;
    let word = word.to_lowercase();
    if strsim::damerau_levenshtein(&word, first) * 3 <= word.len() {
        return Some(first);
    }
    let mut longer = nearest.into_iter().filter(|known| known.starts_with(&word));
    let meant = longer.next().filter(|_| word.len() >= 3);
    meant.filter(|_| longer.next().is_none())
}

/// `expected one of ..`, nearest to `word` first.
pub(crate) fn expected<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> String {
    match nearest_first(word, known).as_slice() {
        [only] => format!("expected `{only}`"),
        words => format!("expected one of `{}`", words.join("`, `")),
    }
}
