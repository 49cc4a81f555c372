//! Which word of a policy denied something, as a number that an error can carry.

use crate::sync::list::List;

/// Every word that may ever have denied something.
static WORDS: List<String> = List::EMPTY;

/// The number of a word, with what said it; 0 is none.
pub(crate) fn number_of(word: &str) -> u16 {
    let word = match WORDS.iter().find(|known| *known == word) {
        Some(known) => known,
        None => WORDS.push_unless(word.to_owned(), |known| known == word),
    };
    // Its place, counted from the oldest.
    let from_it = WORDS.iter().skip_while(|known| !std::ptr::eq(*known, word)).count();
    u16::try_from(from_it).unwrap_or(0)
}

/// What denies: `` `FEATHERFALL=strict` ``, `` the policy `strict` ``, or `the policy` where it is not
/// known.
pub(crate) fn denier(number: u16) -> &'static str {
    let words: Vec<_> = WORDS.iter().collect();
    match words.iter().rev().nth(usize::from(number).wrapping_sub(1)) {
        Some(word) => word,
        None => "the policy",
    }
}
