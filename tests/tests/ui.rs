//! What the compiler says about every misuse, and that it says nothing about correct use.
//!
//! Bless with `TRYBUILD=overwrite cargo test -p featherfall-tests --test ui`; run one case with
//! `cargo test -p featherfall-tests --test ui -- messages trybuild=name`.

use std::path::{Path, PathBuf};

const ATTRIBUTES: [&str; 10] = [
    "requires_feature",
    "feature_gated",
    "feature_stub",
    "quant_support",
    "quant_ignores",
    "quant_refuses",
    "limitation",
    "feature_set",
    // What first users write, each once with the feature on and once with it off.
    "mistakes",
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

/// `ui/mistakes.md` holds what is said of each mistake, and how good that is: from 1, misleading, to
/// 5, the code to write. Both states of the feature say the same.
#[test]
fn the_list_of_mistakes_is_what_the_compiler_says() {
    let on_as_off = |text: &str| text.replace("\"on\"", "\"off\"");
    let listed = std::fs::read_to_string("ui/mistakes.md").unwrap();
    let rows: Vec<Vec<&str>> = listed
        .lines()
        .filter(|line| line.starts_with("| ") && !line.starts_with("| mistake"))
        .map(|line| line.trim_matches('|').split(" | ").map(str::trim).collect())
        .collect();
    assert!(rows.len() >= 100, "{}", rows.len());
    for row in &rows {
        assert!(matches!(row[..], [_, _, "4" | "5"]), "{row:?}");
    }
    for state in ["on", "off"] {
        let mut said = Vec::new();
        for phase in ["arguments", "types"] {
            let read = |end: &str| {
                std::fs::read_to_string(format!("ui/mistakes/{state}/{phase}.{end}")).unwrap()
            };
            let on = std::fs::read_to_string(format!("ui/mistakes/on/{phase}.rs")).unwrap();
            assert_eq!(on_as_off(&read("rs")), on_as_off(&on), "{state}/{phase}");
            let text = read("stderr");
            let errors = text.lines().filter(|line| line.starts_with("error"));
            let words = errors.map(|line| line.split_once(": ").unwrap().1.replace('|', "\\|"));
            said.extend(words.map(|words| on_as_off(&words)));
        }
        let listed: Vec<String> = rows.iter().map(|row| on_as_off(row[1])).collect();
        assert_eq!(said, listed, "{state}");
    }
}

fn entries(folder: &Path) -> impl Iterator<Item = PathBuf> {
    std::fs::read_dir(folder).unwrap().map(|it| it.unwrap().path())
}
