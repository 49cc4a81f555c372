//! What the compiler says about every misuse, and that it says nothing about correct use.
//!
//! Bless with `TRYBUILD=overwrite cargo test -p featherfall-tests --test ui`; run one case with
//! `cargo test -p featherfall-tests --test ui -- messages trybuild=name`.

use std::path::{Path, PathBuf};

const ATTRIBUTES: [&str; 9] = [
    "requires_feature",
    "feature_gated",
    "feature_stub",
    "quant_support",
    "quant_ignores",
    "quant_refuses",
    "limitation",
    "feature_set",
    // What expansions name: safe code can do no harm by it.
    "record",
];

/// The wording and the arrows are rustc's, so they are compared with those of one version.
#[rustversion::attr(not(stable(1.95)), ignore = "the expected messages are those of rustc 1.95")]
#[test]
fn messages() {
    let cases = trybuild::TestCases::new();
    for attribute in ATTRIBUTES {
        cases.compile_fail(format!("ui/{attribute}/*/*.rs"));
    }
    cases.pass("ui/pass/*.rs");
}

/// rustc shows lines of the standard library only where its sources are installed, so a case whose
/// error points there says different things on different machines.
#[test]
fn no_message_points_into_the_standard_library() {
    for attribute in ATTRIBUTES {
        for group in entries(&Path::new("ui").join(attribute)) {
            for file in entries(&group).filter(|it| it.extension().is_some_and(|it| it == "stderr"))
            {
                let text = std::fs::read_to_string(&file).unwrap();
                assert!(!text.contains("$RUST/"), "{}", file.display());
            }
        }
    }
}

fn entries(folder: &Path) -> impl Iterator<Item = PathBuf> {
    std::fs::read_dir(folder).unwrap().map(|it| it.unwrap().path())
}
