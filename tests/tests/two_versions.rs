//! Several incompatible versions of featherfall in one program: each reports exactly its own.
//!
//! Cargo links them without a word as soon as two dependencies ask for different ones. Copies of the
//! runtime and the macros stand for them, in a target directory that is kept between runs.

#[path = "two_versions/copies.rs"]
mod copies;

use copies::{Copy, folder, set_up};
use featherfall_tests::cargo::cargo;

/// This version, and those that are linked beside it.
const COPIES: [Copy; 4] = [
    Copy { name: "own", version: env!("CARGO_PKG_VERSION"), edits: &[] },
    Copy { name: "bumped", version: "0.2.0", edits: &[] },
    // Somebody changed the record and forgot its version.
    Copy {
        name: "careless",
        version: "0.3.0",
        edits: &[
            ("macros/src/emit/record.rs", r#"lines.push_str(": ")"#, r#"lines.push_str("=")"#),
            ("macros/src/feature_set/mod.rs", r#""module: ""#, r#""module=""#),
            ("macros/src/feature_set/mod.rs", r#""feature: {name} ""#, r#""feature={name} ""#),
            ("macros/src/feature_set/mod.rs", r#""\nexecutable: ""#, r#""\nexecutable=""#),
            ("runtime/core/src/registry/describe.rs", r#""\nmodule: ""#, r#""\nmodule=""#),
            ("macros/src/emit/record.rs", r#""holds: ""#, r#""holds=""#),
            (
                "runtime/core/src/registry/record.rs",
                "split_at_byte(line, b':').and_then(|(key, rest)| Some((key, rest.strip_prefix(' ')?)))",
                "split_at_byte(line, b'=')",
            ),
        ],
    },
    // The next version of the format, with pointers in place of texts.
    Copy {
        name: "next",
        version: "0.4.0",
        edits: &[
            ("runtime/core/src/registry/section.rs", "featherfall1", "featherfall2"),
            ("runtime/core/src/registry/section.rs", ".ffall1", ".ffall2"),
            (
                "runtime/core/src/registry/section.rs",
                r#"static RECORD: [::core::primitive::u8; $length] = $crate::__private::bytes_of($($text)*);"#,
                r#"static POINTER: &::core::primitive::str = $($text)*;
        static RECORD: [::core::primitive::u8; $length] = $crate::__private::bytes_of($($text)*);"#,
            ),
            (
                "runtime/core/src/registry/section.rs",
                "unsafe { std::slice::from_raw_parts(start, length) }",
                "let texts = unsafe { std::slice::from_raw_parts(start.cast::<&str>(), length / 16) };
    texts.concat().leak().as_bytes()",
            ),
            // What is read is not where it stands, so that its address is no identity.
            (
                "runtime/core/src/registry/record.rs",
                "self.whole.as_ptr().addr()",
                "crate::registry::index::hash(self.whole)",
            ),
            (
                "runtime/core/src/registry/index.rs",
                "annotation.record.as_ptr().addr()",
                "hash(annotation.record)",
            ),
            (
                "runtime/core/src/registry/index.rs",
                "const VERSION",
                "pub(crate) fn hash(bytes: &[u8]) -> usize {
    let bytes = bytes.iter().take_while(|byte| **byte != 0);
    bytes.fold(7, |hash: usize, byte| hash.wrapping_mul(31) ^ usize::from(*byte))
}

const VERSION",
            ),
            ("runtime/core/src/registry/describe.rs", r"featherfall 1 ", "featherfall 2 "),
            ("macros/src/feature_set/mod.rs", r"featherfall 1 ", "featherfall 2 "),
            ("runtime/core/src/registry/record.rs", r#"Some("1")"#, r#"Some("2")"#),
        ],
    },
];

/// What the program prints for each version.
fn printed(arguments: &[&str]) -> String {
    let arguments = [&["run", "--quiet", "--offline"], arguments].concat();
    cargo(&folder(), &folder().join("target"), &arguments)
}

#[cfg(not(windows))]
#[test]
fn each_version_reports_its_own() {
    set_up(&COPIES);
    let expected: String =
        COPIES.iter().map(|Copy { name, version, .. }| expected(name, version)).collect();
    let lto = ["--config", "profile.dev.lto=\"fat\"", "--config", "profile.release.lto=\"fat\""];
    let stripped = ["--config", "profile.release.strip=true"];
    assert_eq!(printed(&[]), expected, "debug");
    assert_eq!(printed(&["--release"]), expected, "release");
    assert_eq!(printed(&[&lto[..], &["--profile", "dev"]].concat()), expected, "debug, LTO");
    assert_eq!(
        printed(&[&lto[..], &stripped[..], &["--release"]].concat()),
        expected,
        "release, LTO"
    );
}

/// All that a version knows: two items of one package, of which one was called twice.
fn expected(name: &str, version: &str) -> String {
    format!(
        "featherfall {version}
{name}-user::<Flash>::forward built false
{name}-user::plain built true
{name}-user::<Flash>::forward → eager: not-compiled, 2 times
features of {name}-user: default true, fast true, flash false
"
    )
}
