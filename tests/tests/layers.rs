//! The three crates are built as ARCHITECTURE.md says: the layers are read from its tables, the imports
//! from the sources. There is no list of exceptions.
//!
//! - A layer, a folder or a file below `src`, imports only layers above it; those of one row stand side
//!   by side. The root, `lib.rs` or `main.rs`, is the last.
//! - Inside of a layer no file imports, on whatever way, a file that imports it.
//! - Each file has its layer, each layer has its files, and the table names them.
//! - A feature that has a room is asked about there, in its twin and in the root only.
//! - A file over 350 lines has a reason below `Long files`.
//!
//! What is under `#[cfg(test)]` may name anything: it is not shipped, and looks at what it tests. What a
//! macro writes inside of `quote!` is code of other crates.

#[path = "layers/check.rs"]
mod check;
#[path = "layers/imports.rs"]
mod imports;
#[path = "layers/page.rs"]
mod page;
#[path = "layers/planted.rs"]
mod planted;
#[path = "layers/sources.rs"]
mod sources;
#[path = "layers/tokens.rs"]
mod tokens;

use std::path::Path;

/// The folder of the workspace.
fn workspace() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap()
}

fn page() -> String {
    std::fs::read_to_string(workspace().join("ARCHITECTURE.md")).unwrap()
}

#[track_caller]
fn holds(folder: &str) {
    let files = sources::read(&workspace().join(folder));
    let failures = check::check(&page(), folder, &files);
    assert!(failures.is_empty(), "{} failures\n\n{}\n", failures.len(), failures.join("\n"));
}

#[test]
fn the_page_tells_of_three_crates() {
    let page = page();
    assert_eq!(page::crates(&page), ["runtime/core/src", "macros/src", "cli/src"]);
    for (folder, root) in
        [("runtime/core/src", "lib.rs"), ("macros/src", "lib.rs"), ("cli/src", "main.rs")]
    {
        let plan = page::Plan::read(&page, folder);
        assert_eq!(plan.layers.last().unwrap().name, root);
    }
    let runtime = page::Plan::read(&page, "runtime/core/src");
    // The optional parts of the runtime that callers must not have to ask for.
    let rooms: Vec<&str> = runtime.features.iter().map(|it| &*it.name).collect();
    assert_eq!(rooms, ["hardware", "candle", "testing"]);
}

#[test]
fn what_the_page_names_is_there() {
    let inside = ["runtime/", "macros/", "cli/", "examples/", "tests/"];
    for name in page::names(&page()) {
        let is_path = inside.iter().any(|it| name.starts_with(it));
        assert!(!is_path || workspace().join(&name).exists(), "there is no {name}");
    }
}

/// In these very sources: whichever layer is made to import the next, that is seen.
#[test]
fn no_layer_can_look_back() {
    let page = page();
    for folder in page::crates(&page) {
        let plan = page::Plan::read(&page, &folder);
        let mut files = sources::read(&workspace().join(&folder));
        let mut expected = Vec::new();
        for pair in plan.layers.windows(2).filter(|it| it[0].row < it[1].row) {
            let [upper, lower] = [&*pair[0].name, &*pair[1].name];
            // What is around a layer may be named on the way to something else.
            if upper.starts_with(lower) {
                continue;
            }
            let is_in = |file: &str| plan.layer(file).is_some_and(|it| it.name == upper);
            let (_, text) = files.iter_mut().find(|(file, _)| is_in(file)).unwrap();
            let module = lower.trim_end_matches(".rs").trim_end_matches('/').replace('/', "::");
            text.push_str(&format!("\nuse crate::{module} as planted;\n"));
            expected.push(format!("goes back: `{upper}` stands above `{lower}`"));
        }
        let failures = check::check(&page, &folder, &files);
        for seen in expected {
            assert!(failures.iter().any(|it| it.contains(&seen)), "{seen} {failures:#?}");
        }
    }
}

#[test]
fn the_runtime_has_its_layers() {
    holds("runtime/core/src");
}

#[test]
fn the_macros_have_their_layers() {
    holds("macros/src");
}

#[test]
fn the_program_has_its_layers() {
    holds("cli/src");
}
