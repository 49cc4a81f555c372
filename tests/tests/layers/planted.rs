//! The rules see what they are for: a small crate that keeps them all, then one fault at a time.

use std::fmt::Write as _;

use crate::check::{LINES, check};
use crate::sources::Files;

const PAGE: &str = "
### `small/src`

| layer | files | says |
|---|---|---|
| `text.rs` | | words |
| `model/` | `kind`, `name` | data |
| `gpu/` | `probe`, `off` | the machine |
| `verbs/one/`, `verbs/two/` | | what it does; `neither` imports the other |
| `verbs/` | | |
| `lib.rs` | | |

| feature | room | twin |
|---|---|---|
| `gpu` | `gpu/` | |

## Long files

* `small/src/text.rs`: a table that is one thing.
";

const SMALL: [(&str, &str); 9] = [
    (
        "lib.rs",
        "mod text; mod model; mod gpu; mod verbs; pub use model::Kind; pub fn run() { verbs::run() }",
    ),
    ("model/mod.rs", "mod kind; mod name; pub use kind::Kind; pub(crate) use name::Name;"),
    ("model/kind.rs", "use super::Name;\npub enum Kind { A, B }\npub(crate) fn of(_: &Name) {}"),
    ("model/name.rs", "pub(crate) struct Name; impl Name { fn new() { crate::text::word() } }"),
    (
        "gpu/mod.rs",
        "#[cfg(feature = \"gpu\")] mod probe;
         #[cfg(not(feature = \"gpu\"))] #[path = \"off.rs\"] mod probe;
         pub(crate) use probe::ask;",
    ),
    ("gpu/probe.rs", "pub(crate) fn ask() {}"),
    ("gpu/off.rs", "pub(crate) fn ask() {}"),
    (
        "verbs/mod.rs",
        "pub(crate) mod one; pub(crate) mod two; pub(crate) fn run() { one::run(); two::run() }",
    ),
    (
        "verbs/one/mod.rs",
        "use crate::{Kind, model::{self, Name as Other}};\npub(crate) fn run() {}",
    ),
];

fn small() -> Files {
    let mut files: Files = SMALL.iter().map(|(it, text)| ((*it).into(), (*text).into())).collect();
    files.insert("verbs/two/mod.rs".into(), "pub(crate) fn run() { crate::gpu::ask() }".into());
    files.insert("text.rs".into(), format!("pub(crate) fn word() {{}}\n{}", "//\n".repeat(LINES)));
    files
}

/// What is found after a line was added to a file, which may be a new one.
fn planted(file: &str, line: &str) -> Vec<String> {
    let mut files = small();
    let text = files.entry(file.to_owned()).or_default();
    write!(text, "\n{line}").unwrap();
    check(PAGE, "small/src", &files)
}

/// One line that adds exactly this failure.
#[track_caller]
fn finds(file: &str, line: &str, failure: &str) {
    assert_eq!(planted(file, line), [failure], "{line}");
}

#[test]
fn a_crate_that_keeps_the_rules() {
    assert_eq!(check(PAGE, "small/src", &small()), [""; 0]);
}

#[test]
fn an_import_that_goes_back() {
    // The twin is found too.
    for line in ["use crate::gpu::ask;", "fn f() { super::super::gpu::ask() }"] {
        let path = line.split(' ').find(|it| it.contains("::")).unwrap();
        let path = path.trim_end_matches([';', '(', ')']);
        let at = |file| {
            format!(
                "small/src/model/name.rs:2: `{path}` (gpu/{file}.rs): goes back: `model/` stands above \
                 `gpu/`. Move what both need up, or have it handed in."
            )
        };
        assert_eq!(planted("model/name.rs", line), [at("off"), at("probe")]);
    }
}

#[test]
fn however_it_is_written() {
    let mut files = small();
    files.insert("gpu/mod.rs".into(), "mod probe; mod off; pub(crate) fn here() {}".into());
    let mut find = |line: &str, path: &str| {
        files.insert("model/name.rs".into(), format!("pub(crate) struct Name;\n{line}"));
        let failure = format!(
            "small/src/model/name.rs:2: `{path}` (gpu/mod.rs): goes back: `model/` stands above `gpu/`. \
             Move what both need up, or have it handed in."
        );
        let found = check(PAGE, "small/src", &files);
        let found: Vec<&String> = found.iter().filter(|it| it.contains("model/name.rs")).collect();
        assert_eq!(found, [&failure], "{line}");
    };
    find("use crate::{text, gpu::{self as g}};", "crate::gpu");
    find("use super::super::gpu::{here as there};", "super::super::gpu::here");
    find("pub(crate) use crate::gpu::*;", "crate::gpu::*");
    find("fn f() { use crate::gpu::here; }", "crate::gpu::here");
    find("fn f() { crate::gpu::here() }", "crate::gpu::here");
    find("fn f(_: Option<crate::gpu::Made>) {}", "crate::gpu::Made");
    find("fn f() { println!(\"{:?}\", [crate::gpu::here()]) }", "crate::gpu::here");
    find("macro_rules! m { () => { $crate::gpu::here() } }", "crate::gpu::here");
    find("#[derive(Debug)] struct S { #[doc(crate::gpu::here)] s: u8 }", "crate::gpu::here");
    find(
        "mod inner { fn f() { super::super::super::gpu::here() } }",
        "super::super::super::gpu::here",
    );
}

#[test]
fn what_is_no_import() {
    for line in [
        "#[cfg(test)] mod tests { use crate::gpu::ask; }",
        "#[cfg(all(test, unix))] fn f() { crate::gpu::ask() }",
        "impl Name { #[cfg(test)] fn f() { crate::gpu::ask() } }",
        "fn f() { quote! { crate::gpu::ask() } }",
        "use ::gpu::ask;",
        "/// [`ask`](crate::gpu::ask)\nstruct S;",
        "pub(in crate::model) struct S;",
    ] {
        assert_eq!(planted("model/name.rs", line), [""; 0], "{line}");
    }
}

#[test]
fn what_the_root_hands_on_is_where_it_is_defined() {
    assert_eq!(planted("gpu/probe.rs", "use crate::Kind;"), [""; 0]);
    finds(
        "text.rs",
        "use crate::Kind;",
        "small/src/text.rs:353: `crate::Kind` (model/kind.rs): goes back: `text.rs` stands above \
         `model/`. Move what both need up, or have it handed in.",
    );
    finds(
        "gpu/probe.rs",
        "use crate::run;",
        "small/src/gpu/probe.rs:2: `crate::run` (lib.rs): goes back: `gpu/` stands above `lib.rs`. Move \
         what both need up, or have it handed in.",
    );
}

#[test]
fn what_a_later_layer_hands_on_is_of_that_layer_too() {
    let mut files = small();
    files.get_mut("gpu/mod.rs").unwrap().push_str("pub(crate) use crate::text::word;");
    files.get_mut("model/name.rs").unwrap().push_str("\nuse crate::gpu::word;");
    assert_eq!(
        check(PAGE, "small/src", &files),
        [
            "small/src/model/name.rs:2: `crate::gpu::word` (gpu/mod.rs): goes back: `model/` stands above \
          `gpu/`. Move what both need up, or have it handed in."
        ]
    );
}

#[test]
fn layers_side_by_side() {
    finds(
        "verbs/one/mod.rs",
        "use super::two::run as other;",
        "small/src/verbs/one/mod.rs:3: `super::two::run` (verbs/two/mod.rs): `verbs/one/` and \
         `verbs/two/` stand side by side. Move what both need into a layer above.",
    );
}

#[test]
fn a_circle_inside_of_a_folder() {
    finds(
        "model/name.rs",
        "fn f() { super::kind::of(&Name) }",
        "small/src/model/kind.rs:1: `super::Name` (model/name.rs)\n    \
         model/name.rs:2: `super::kind::of` (model/kind.rs)\n    \
         closes a circle. Move what the first needs of the last into a file of its own.",
    );
}

#[test]
fn a_circle_of_a_file_and_the_one_around_it() {
    let mut files = small();
    files.get_mut("model/mod.rs").unwrap().push_str("\npub(crate) struct Around;");
    assert_eq!(check(PAGE, "small/src", &files), [""; 0]);
    files.get_mut("model/kind.rs").unwrap().push_str("\nuse super::Around;");
    assert_eq!(
        check(PAGE, "small/src", &files),
        ["small/src/model/kind.rs:4: `super::Around` (model/mod.rs)\n    \
          model/mod.rs:1: `kind::Kind` (model/kind.rs)\n    \
          closes a circle. Move what the first needs of the last into a file of its own."]
    );
}

#[test]
fn a_file_that_no_layer_holds() {
    let mut files = small();
    files.insert("helpers.rs".into(), String::new());
    files.get_mut("lib.rs").unwrap().push_str("mod helpers;");
    assert_eq!(
        check(PAGE, "small/src", &files),
        [
            "small/src/helpers.rs: no layer of the table holds it. Move it into one, or give it a row."
        ]
    );
}

#[test]
fn a_file_that_its_row_does_not_name() {
    let mut files = small();
    files.insert("model/other.rs".into(), String::new());
    files.get_mut("model/mod.rs").unwrap().push_str("mod other;");
    assert_eq!(
        check(PAGE, "small/src", &files),
        ["small/src/model/other: its layer's row does not name it. Add `other`."]
    );
}

#[test]
fn a_file_that_no_module_names() {
    finds(
        "verbs/one/lost.rs",
        "",
        "small/src/verbs/one/lost.rs: no `mod` leads here. Declare it or delete it.",
    );
}

#[test]
fn a_macro_that_no_path_leads_to() {
    finds(
        "model/name.rs",
        "#[macro_use] mod inner {}",
        "small/src/model/name.rs: `#[macro_use] mod inner`: its macros are used without a path. Write \
         `pub(crate) use` below each, and name them.",
    );
}

#[test]
fn a_page_that_tells_of_what_is_not_there() {
    for (from, to, failure) in [
        (
            "| `text.rs` |",
            "| `fonts/` | | gone |\n| `text.rs` |",
            "small/src/fonts/: is in the table only. Delete its row, or mend its name.",
        ),
        (
            "`kind`, `name`",
            "`kind`, `name`, `age`",
            "small/src/model/age: is in its layer's row only. Delete `age` there.",
        ),
        (
            "| `model/` |",
            "| `text.rs` | | |\n| `model/` |",
            "small/src/text.rs: is twice in the table. Delete one row.",
        ),
        (
            "## Long files\n",
            "## Long files\n\n* `small/src/old.rs`: was long and had a reason.\n",
            "small/src/old.rs: does not exist. Delete it below `Long files`.",
        ),
        (
            "a table that is one thing.",
            "long.",
            "small/src/text.rs: says no reason below `Long files`. Write one.",
        ),
    ] {
        let page = PAGE.replacen(from, to, 1);
        assert_eq!(check(&page, "small/src", &small()), [failure]);
    }
}

#[test]
fn a_long_file() {
    let lines = "//\n".repeat(LINES);
    finds(
        "model/name.rs",
        &lines,
        "small/src/model/name.rs: has 351 lines, more than 350. Cut it, or say why not below `Long \
         files`.",
    );
    let mut files = small();
    files.insert("text.rs".into(), "pub(crate) fn word() {}".into());
    assert_eq!(
        check(PAGE, "small/src", &files),
        ["small/src/text.rs: has only 1 lines. Delete its reason below `Long files`."]
    );
}

#[test]
fn a_feature_outside_of_its_room() {
    for line in [
        "#[cfg(feature = \"gpu\")] struct S;",
        "fn f() -> bool { cfg!(not(feature = \"gpu\")) }",
        "struct S { #[cfg(all(unix, feature = \"gpu\"))] s: u8 }",
    ] {
        finds(
            "model/name.rs",
            line,
            "small/src/model/name.rs:2: asks for `gpu` outside of gpu/. Ask a function there, which \
             says nothing where the feature is off.",
        );
    }
    assert_eq!(planted("lib.rs", "#[cfg(feature = \"gpu\")] pub use text::word;"), [""; 0]);
}
