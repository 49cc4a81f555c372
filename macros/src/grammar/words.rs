//! The words of the grammar.

/// The name of an option, with the form in which it is written.
pub(crate) struct Word {
    pub(crate) name: &'static str,
    pub(crate) form: &'static str,
}

/// What comes behind the name of an option.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    /// Nothing.
    Flag,
    /// `= value`
    Assigned,
    /// `(one, ..)`
    List,
}

impl Word {
    /// Whether a text says when it holds: `when(cond, "reason")`.
    pub(super) fn takes_a_reason(&self) -> bool {
        self.form.ends_with("\"reason\")")
    }

    /// As the form shows.
    pub(super) fn shape(&self) -> Shape {
        match self.form.strip_prefix(self.name) {
            Some("") => Shape::Flag,
            Some(value) if value.starts_with(" =") => Shape::Assigned,
            _ => Shape::List,
        }
    }
}

const fn word(name: &'static str, form: &'static str) -> Word {
    Word { name, form }
}

const ALTERNATIVE: Word = word("alternative", r#"alternative = "..""#);
const BENIGN: Word = word("benign", "benign");
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
    word("required_if", r#"required_if(cond, "reason")"#),
    BENIGN,
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
    BENIGN,
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

/// The options that a word may stand for which other tools, Rust itself, or another attribute of
/// ours use.
pub(super) fn meant_by(word: &str) -> &'static [&'static str] {
    match word {
        "default" | "else" | "or" | "or_else" | "return" | "value" | "fallback" | "panics" => {
            &["otherwise"]
        }
        "call" | "path" | "using" => &["fallback"],
        "unreachable" | "todo" | "unimplemented" | "panic" => &["panics"],
        "err" | "map_err" => &["error"],
        "condition" | "if" | "only_if" | "requires" => &["when"],
        "alternative" | "workaround" | "help" | "suggestion" | "instead" => {
            &["alternative", "workaround"]
        }
        "message" | "msg" | "reason" => &["note"],
        "id" | "rename" => &["name"],
        "issue" | "url" | "link" => &["tracking"],
        "level" | "verbosity" => &["log"],
        _ => &[],
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
            #[allow(dead_code, reason = "of some choices only the CLI asks for it")]
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
