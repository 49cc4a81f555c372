//! What `explain` shows is true: `audit` finds it before, and not after.

mod common;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use common::{commit, featherfall, package, repository, stderr, stdout};

/// The files that the text shows, before and after.
fn shown(text: &str) -> BTreeMap<String, Vec<(String, String)>> {
    let mut shown: BTreeMap<String, Vec<(String, String)>> = BTreeMap::new();
    for part in text.split("\n\n") {
        if let Some((when, path)) = part.strip_suffix(':').and_then(|it| it.split_once(", ")) {
            shown.entry(when.to_owned()).or_default().push((path.to_owned(), String::new()));
        } else if part.starts_with("    ")
            && let Some((_, code)) =
                shown.values_mut().filter_map(|it| it.last_mut()).find(|it| it.1.is_empty())
        {
            code.push_str(part);
        }
    }
    shown
}

/// What `audit` finds in a package with these files, where the last revision has those.
fn found(files: &[(String, String)], last: &[(String, String)]) -> String {
    let folder = tempfile::tempdir().unwrap();
    repository(folder.path());
    write(folder.path(), last);
    commit(folder.path());
    write(folder.path(), files);
    stdout(&featherfall(folder.path(), &["audit", "--since", "HEAD"]))
}

fn write(folder: &Path, files: &[(String, String)]) {
    package(folder, "");
    for (path, code) in files {
        let path = folder.join(path);
        let before = fs::read_to_string(&path).unwrap_or_default();
        fs::write(&path, format!("{before}\n{code}\n")).unwrap();
    }
}

#[test]
fn every_rule_is_explained_and_its_example_is_true() {
    let folder = tempfile::tempdir().unwrap();
    let list = stdout(&featherfall(folder.path(), &["explain"]));
    let rules: Vec<&str> = list.lines().filter_map(|it| it.split(' ').next()).collect();
    assert!(rules.len() > 10, "{list}");
    for rule in rules {
        let text = stdout(&featherfall(folder.path(), &["explain", rule]));
        let shown = shown(&text.replace("\n    \n", "\n    //\n"));
        let is_found =
            |when: &str| found(&shown[when], &shown["after"]).contains(&format!("[{rule}]"));
        assert!(
            is_found("before") && !is_found("after"),
            "{rule}: {text}{}",
            found(&shown["after"], &shown["after"])
        );
    }
    let output = featherfall(folder.path(), &["explain", "untracked-tod"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("expected one of `untracked-todo`"), "{}", stderr(&output));
}
