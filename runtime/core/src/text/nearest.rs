//! Orders known words by closeness to a mistyped one.

use super::sort::{sort_by, sort_by_key};

/// `known`, nearest to `word` first, whatever their case, `-` and `_`; ties keep alphabetical order.
pub(crate) fn nearest_first<'a>(
    word: &str,
    known: impl IntoIterator<Item = &'a str>,
) -> Vec<&'a str> {
    sorted(word, known.into_iter().collect())
}

fn sorted<'a>(word: &str, mut words: Vec<&'a str>) -> Vec<&'a str> {
    sort_by(&mut words, Ord::cmp);
    words.dedup();
    let folded = |word: &str| word.to_ascii_lowercase().replace(['-', '_'], "");
    let (exact, word) = (word, folded(word));
    let mut keyed: Vec<((usize, usize), &str)> = Vec::with_capacity(words.len());
    for candidate in words {
        let distance = strsim::damerau_levenshtein;
        keyed.push(((distance(&word, &folded(candidate)), distance(exact, candidate)), candidate));
    }
    sort_by_key(&mut keyed, |(distances, _)| *distances);
    keyed.into_iter().map(|(_, candidate)| candidate).collect()
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
