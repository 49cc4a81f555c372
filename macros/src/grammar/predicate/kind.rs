//! What a gate requires of the build, and the cfgs that rustc knows.

use proc_macro2::TokenStream;
use syn::LitStr;

use super::super::errors::Errors;
use super::super::nearest::similar;

/// What a gate requires of the build.
#[derive(Clone)]
pub(crate) enum Predicate {
    Feature(LitStr),
    /// `unix`, `target_os = ".."`
    Target(TokenStream),
    /// A cfg that a build script sets, such as `has_cutlass`.
    BuildScript(TokenStream),
    Any(Vec<Predicate>),
    All(Vec<Predicate>),
    Not(Box<Predicate>),
}

/// The cfgs that rustc sets by itself, without a value.
pub(super) const TARGET_FLAGS: &[&str] = &[
    "unix",
    "windows",
    "debug_assertions",
    "miri",
    "test",
    "doc",
    "proc_macro",
    "overflow_checks",
];

/// The cfgs that rustc sets by itself, with a value.
pub(super) const TARGET_KEYS: &[&str] = &[
    "target_os",
    "target_arch",
    "target_family",
    "target_env",
    "target_abi",
    "target_endian",
    "target_pointer_width",
    "target_vendor",
    "target_feature",
    "target_has_atomic",
    "panic",
    "sanitize",
];

impl Predicate {
    /// Whether a build-script cfg is part of it: no `--features` can turn that on.
    pub(crate) fn needs_hint(&self) -> bool {
        self.build_script_cfg().is_some()
    }

    /// The first build-script cfg in it.
    pub(crate) fn build_script_cfg(&self) -> Option<&TokenStream> {
        match self {
            Predicate::Feature(_) | Predicate::Target(_) => None,
            Predicate::BuildScript(tokens) => Some(tokens),
            Predicate::Any(inner) | Predicate::All(inner) => {
                inner.iter().find_map(Self::build_script_cfg)
            }
            Predicate::Not(inner) => inner.build_script_cfg(),
        }
    }

    /// Reports a build-script cfg without a `hint`.
    pub(crate) fn check_hint(&self, hint: Option<&LitStr>, errors: &mut Errors) {
        if let (None, Some(cfg)) = (hint, self.build_script_cfg()) {
            errors.at(cfg, self.why_it_needs_a_hint());
        }
    }

    /// The first feature in it.
    pub(crate) fn first_feature(&self) -> Option<&LitStr> {
        match self {
            Predicate::Feature(name) => Some(name),
            Predicate::Target(_) | Predicate::BuildScript(_) => None,
            Predicate::Any(inner) | Predicate::All(inner) => {
                inner.iter().find_map(Self::first_feature)
            }
            Predicate::Not(inner) => inner.first_feature(),
        }
    }

    /// Why the first build-script cfg in it needs a hint, and what else may have been meant.
    fn why_it_needs_a_hint(&self) -> String {
        let text = match self.build_script_cfg() {
            Some(tokens) => tokens.to_string(),
            None => String::new(),
        };
        if SYSTEMS.contains(&text.as_str()) {
            return format!("a system is written `target_os = \"{text}\"`");
        }
        if ARCHITECTURES.contains(&text.as_str()) {
            return format!("an architecture is written `target_arch = \"{text}\"`");
        }
        let word = text.split_whitespace().next().unwrap_or_default();
        let known = TARGET_FLAGS.iter().chain(TARGET_KEYS).copied();
        let meant = match similar(word, known) {
            Some(known) if TARGET_KEYS.contains(&known) => format!("`{known} = \"..\"`"),
            Some(known) => format!("`{known}`"),
            None if word == text && is_upper_case(word) => return names_a_constant(word),
            None if word == text => {
                return format!(
                    "a feature is written as a string: `\"{word}\"`; what a build script sets needs `hint = \"..\"`, which says how to get a build that has it"
                );
            }
            None => String::new(),
        };
        let meant = if meant.is_empty() { meant } else { format!("; or write {meant}") };
        format!(
            "no cargo feature sets `{text}`, so it needs `hint = \"..\"`, which says how to get a build that has it{meant}"
        )
    }
}

/// Whether the word is written as constants are.
fn is_upper_case(word: &str) -> bool {
    word.len() > 1 && !word.contains(char::is_lowercase) && word.starts_with(char::is_uppercase)
}

/// Why a constant is no feature.
pub(super) fn names_a_constant(name: &str) -> String {
    format!(
        "no value of `{name}` is known yet, because `#[cfg]` is decided before constants are: write the feature itself, such as `\"cuda\"`"
    )
}

/// Values that are often written in the place of their key.
const SYSTEMS: [&str; 5] = ["android", "freebsd", "ios", "linux", "macos"];
const ARCHITECTURES: [&str; 5] = ["aarch64", "arm", "wasm32", "x86", "x86_64"];
