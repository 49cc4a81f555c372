//! The arguments of macros that take a format string.

use proc_macro2::TokenTree;

/// The format macros of std, log, tracing, anyhow and their likes, with how many arguments stand in
/// front of the string at least.
const FORMAT: &[(&str, usize)] = &[
    ("anyhow", 0),
    ("assert", 1),
    ("assert_eq", 2),
    ("assert_ne", 2),
    ("bail", 0),
    ("debug", 0),
    ("debug_assert", 1),
    ("debug_assert_eq", 2),
    ("debug_assert_ne", 2),
    ("ensure", 1),
    ("eprint", 0),
    ("eprintln", 0),
    ("error", 0),
    ("event", 1),
    ("eyre", 0),
    ("format", 0),
    ("format_args", 0),
    ("info", 0),
    ("log", 1),
    ("panic", 0),
    ("print", 0),
    ("println", 0),
    ("todo", 0),
    ("trace", 0),
    ("unimplemented", 0),
    ("unreachable", 0),
    ("warn", 0),
    ("write", 1),
    ("writeln", 1),
];

/// What is known of the arguments of a format macro.
pub(super) struct Format {
    /// The token that is the string, if one is.
    pub(super) string: Option<usize>,
    /// The tokens that name an argument.
    pub(super) keys: Vec<usize>,
}

impl Format {
    /// Reads the arguments of the macro; `None` if it is no format macro.
    pub(super) fn of(name: &str, tokens: &[TokenTree]) -> Option<Self> {
        let (_, skipped) = FORMAT.iter().find(|(it, _)| *it == name)?;
        let mut format = Self { string: None, keys: Vec::new() };
        let mut start = 0;
        let is_comma = |it: &TokenTree| matches!(it, TokenTree::Punct(it) if it.as_char() == ',');
        for (index, argument) in tokens.split(is_comma).enumerate() {
            match argument {
                [TokenTree::Literal(it)] if index >= *skipped && format.string.is_none() => {
                    format.string = it.to_string().ends_with(['"', '#']).then_some(start);
                }
                // `x = 1`, and the `target: "t"` of events.
                [TokenTree::Ident(_), TokenTree::Punct(sign), rest @ ..]
                    if matches!(sign.as_char(), '=' | ':')
                        && !matches!(rest, [TokenTree::Punct(it), ..] if it.as_char() == sign.as_char()) =>
                {
                    format.keys.push(start);
                }
                _ => {}
            }
            start += argument.len() + 1;
        }
        Some(format)
    }

    /// Whether the string means the argument of this name, and no variable.
    pub(super) fn is_argument(&self, tokens: &[TokenTree], name: &str) -> bool {
        // What stands in front of the string is a field of an event.
        let own = self.keys.iter().filter(|key| Some(**key) > self.string);
        own.filter_map(|key| tokens.get(*key)).any(|it| it.to_string() == name)
    }
}
