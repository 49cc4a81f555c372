//! The words of the grammar, and which one a mistyped word may stand for.

use syn::Token;
use syn::ext::IdentExt;
use syn::parse::ParseStream;

use super::errors::Errors;
use super::options::{skip, skip_to_comma};

/// The name of an option, with the form in which it is written.
pub(crate) struct Word {
    pub(crate) name: &'static str,
    pub(crate) form: &'static str,
}

const fn word(name: &'static str, form: &'static str) -> Word {
    Word { name, form }
}

const ALTERNATIVE: Word = word("alternative", r#"alternative = "..""#);
const CRATE: Word = word("crate", "crate = ::path");
const ERROR: Word = word("error", "error = f");
const HINT: Word = word("hint", r#"hint = "..""#);
const LOG: Word = word("log", "log = off|debug|info|warn|error");
const NAME: Word = word("name", r#"name = "..""#);
const NOTE: Word = word("note", r#"note = "..""#);
const PRIORITY: Word = word("priority", "priority = Critical|High|Medium|Low");
const TRACKING: Word = word("tracking", r#"tracking = "URL""#);

/// The options of `#[requires_feature]`.
pub(crate) const REQUIRES_FEATURE: &[Word] = &[
    word("fallback", "fallback = path"),
    word("otherwise", "otherwise = expr"),
    ERROR,
    word("panics", "panics"),
    word("when", r#"when(cond, "reason")"#),
    ALTERNATIVE,
    HINT,
    word("available", "available = NAME"),
    NAME,
    LOG,
    PRIORITY,
    TRACKING,
    NOTE,
    CRATE,
];

/// The options of `feature_gated!`.
pub(crate) const FEATURE_GATED: &[Word] = &[
    ERROR,
    word("panics", "panics"),
    word("const", "const"),
    word("unused", "unused(variable, mut variable, ..)"),
    ALTERNATIVE,
    HINT,
    NAME,
    LOG,
    PRIORITY,
    TRACKING,
    NOTE,
    CRATE,
];

/// The options of `#[feature_stub]`.
pub(crate) const FEATURE_STUB: &[Word] = &[
    ERROR,
    word("otherwise", "otherwise = expr"),
    ALTERNATIVE,
    HINT,
    NAME,
    LOG,
    PRIORITY,
    TRACKING,
    NOTE,
    CRATE,
];

/// The options of `#[quant_support]`.
pub(crate) const QUANT_SUPPORT: &[Word] = &[
    word("method", r#"method = "..""#),
    word("aliases", r#"aliases("..", ..)"#),
    word("ignores", "ignores(parameter, ..)"),
    word("refuses", "refuses(parameter, ..)"),
    word("requires", "requires(parameter, ..)"),
    ALTERNATIVE,
    ERROR,
    LOG,
    word("since", r#"since = "0.1.0""#),
    PRIORITY,
    TRACKING,
    NOTE,
    NAME,
    CRATE,
];

/// The options of `quant_ignores!` and `quant_refuses!`.
pub(crate) const QUANT_ARGUMENT: &[Word] = &[
    word("method", r#"method = "..""#),
    ALTERNATIVE,
    ERROR,
    LOG,
    PRIORITY,
    TRACKING,
    NOTE,
    NAME,
    CRATE,
];

/// The options of `#[limitation]`.
pub(crate) const LIMITATION: &[Word] =
    &[word("workaround", r#"workaround = "..""#), PRIORITY, TRACKING, NOTE, NAME, CRATE];

/// `known`, nearest to `word` first; ties keep their order.
pub(crate) fn nearest_first<'a>(
    word: &str,
    known: impl IntoIterator<Item = &'a str>,
) -> Vec<&'a str> {
    let mut words: Vec<&str> = known.into_iter().collect();
    let wanted = word.to_lowercase();
    words.sort_by_cached_key(|known| strsim::damerau_levenshtein(&wanted, &known.to_lowercase()));
    words
}

/// The one of `known` that `word` is a slip of, if any.
pub(crate) fn similar<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
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

macro_rules! choice {
    ($(#[$doc:meta])* $name:ident { $($variant:ident = $word:literal),* $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub(crate) enum $name {
            $($variant),*
        }

        impl $name {
            pub(crate) const WORDS: &'static [&'static str] = &[$($word),*];

            pub(crate) fn from_word(word: &str) -> Option<Self> {
                match word {
                    $($word => Some(Self::$variant),)*
                    _ => None,
                }
            }

            /// The word as written in the attribute.
            pub(crate) const fn word(self) -> &'static str {
                match self {
                    $(Self::$variant => $word),*
                }
            }
        }
    };
}

choice! {
    /// The support level of `#[quant_support]`.
    Level {
        Stable = "Stable",
        Experimental = "Experimental",
        Partial = "Partial",
        Unimplemented = "Unimplemented",
    }
}

choice! {
    /// `priority = ..`
    Priority { Critical = "Critical", High = "High", Medium = "Medium", Low = "Low" }
}

choice! {
    /// `log = ..`
    LogLevel { Off = "off", Debug = "debug", Info = "info", Warn = "warn", Error = "error" }
}

/// Reads the level; a broken one is reported and skipped, so that the options are read.
pub(crate) fn level_or_skip(input: ParseStream<'_>, errors: &mut Errors) -> Option<Level> {
    // A word such as `method = ".."` here is an option without a level in front of it.
    if let Ok(ident) = input.fork().call(syn::Ident::parse_any)
        && let Some(word) = QUANT_SUPPORT.iter().find(|word| ident == word.name)
    {
        errors
            .at(ident, format!("the level comes first: `#[quant_support(Stable, {})]`", word.form));
        skip(input);
        return None;
    }
    let level = level(input);
    if level.is_err() {
        skip_to_comma(input);
    }
    while input.peek(Token![,])
        && let Some(another) = another_level(input)
    {
        errors.at(another, "one level only: keep the one that fits the whole item");
    }
    errors.take(level)
}

/// Takes `, Level` off the input if that is what comes next.
fn another_level(input: ParseStream<'_>) -> Option<syn::Ident> {
    let ahead = input.fork();
    ahead.parse::<Token![,]>().ok()?;
    let ident: syn::Ident = ahead.parse().ok()?;
    Level::from_word(&ident.to_string())?;
    input.parse::<Token![,]>().ok()?;
    input.parse().ok()
}

fn level(input: ParseStream<'_>) -> syn::Result<Level> {
    let ident: syn::Ident = input.parse().map_err(|error| {
        let levels = Level::WORDS.join("`, `");
        syn::Error::new(error.span(), format!("expected a support level: one of `{levels}`"))
    })?;
    let word = ident.to_string();
    Level::from_word(&word).ok_or_else(|| {
        let expected = expected(&word, Level::WORDS.iter().copied());
        syn::Error::new_spanned(ident, format!("unknown support level `{word}`; {expected}"))
    })
}
