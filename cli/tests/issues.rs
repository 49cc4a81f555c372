//! `issues` against a stand-in for `gh`.

#![cfg(unix)]

mod common;

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use common::{command, configure, package, stderr, stdout};
use serde_json::Value;

/// A package and a `gh` that remembers.
struct World {
    folder: tempfile::TempDir,
    bin: tempfile::TempDir,
    state: tempfile::TempDir,
}

const SOURCE: &str = r#"
use featherfall::{limitation, quant_support, requires_feature};

#[requires_feature("gpu", priority = Critical, alternative = "use the `slow` kernels")]
pub fn fused() -> Result<(), std::io::Error> { Ok(()) }

#[quant_support(Unimplemented, method = "abc", tracking = "https://example.org/1")]
pub fn add_delta() -> Result<(), std::io::Error> { todo!() }

#[limitation("No `stop` | tokens --> of $(several)\nparts", workaround = "split them", priority = Low)]
pub struct Sampler;

#[quant_support(Partial, method = "abc")]
pub fn forward() {}

#[requires_feature("fast")]
pub fn no_debt() -> Result<(), std::io::Error> { Ok(()) }
"#;

impl World {
    fn new(source: &str) -> Self {
        let temporary = || tempfile::tempdir().unwrap();
        let world = Self { folder: temporary(), bin: temporary(), state: temporary() };
        package(world.folder.path(), source);
        let mut examples = std::env::current_exe().unwrap();
        examples.pop();
        examples.pop();
        std::os::unix::fs::symlink(examples.join("examples/fake_gh"), world.bin.path().join("gh"))
            .unwrap();
        world
    }

    fn write(&self, path: &str, text: &str) {
        let path = self.folder.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    /// A workspace of the packages `a` and `b`, each with one limitation.
    fn workspace() -> Self {
        let world = Self::new("");
        fs::remove_dir_all(world.folder.path().join("src")).unwrap();
        world.write("Cargo.toml", "[workspace]\nmembers = [\"a\", \"b\"]\n");
        for name in ["a", "b"] {
            world.write(&format!("{name}/Cargo.toml"), &format!("[package]\nname = \"{name}\"\n"));
            let source = format!("#[featherfall::limitation(\"{name}\")]\npub fn f() {{}}\n");
            world.write(&format!("{name}/src/lib.rs"), &source);
        }
        world
    }

    fn run_with(&self, arguments: &[&str], failure: Option<(&str, usize)>) -> Output {
        self.command("", arguments, failure).output().unwrap()
    }

    fn run_in(&self, folder: &str, arguments: &[&str]) -> String {
        let output = self.command(folder, arguments, None).output().unwrap();
        let said = stdout(&output);
        // Work that waits is a finding.
        let waits = !arguments.contains(&"--create")
            && !said.contains("0 to create, 0 to update, 0 to close");
        assert_eq!(output.status.code(), Some(i32::from(waits)), "{said}{}", stderr(&output));
        said
    }

    fn command(&self, folder: &str, arguments: &[&str], failure: Option<(&str, usize)>) -> Command {
        let mut all = vec!["issues"];
        all.extend(arguments);
        let mut command = command(&self.folder.path().join(folder), &all);
        command.env("PATH", self.bin.path()).env("FAKE_GH", self.state.path());
        if let Some((variable, at)) = failure {
            command.env(variable, at.to_string());
        }
        command
    }

    fn run(&self, arguments: &[&str]) -> String {
        self.run_in("", arguments)
    }

    fn issues(&self) -> Vec<Value> {
        let text = fs::read_to_string(self.state.path().join("issues.json"))
            .unwrap_or_else(|_| "[]".into());
        serde_json::from_str(&text).unwrap()
    }

    /// Changes the issue as somebody may do on the web.
    fn edit(&self, number: usize, key: &str, change: impl Fn(&str) -> Value) {
        let mut issues = self.issues();
        let before = issues[number - 1][key].as_str().unwrap_or_default().to_owned();
        issues[number - 1][key] = change(&before);
        fs::write(self.state.path().join("issues.json"), Value::from(issues).to_string()).unwrap();
    }

    fn log(&self) -> Vec<String> {
        let text = fs::read_to_string(self.state.path().join("log")).unwrap_or_default();
        text.lines().map(str::to_owned).collect()
    }
}

#[test]
fn a_dry_run_says_what_create_does() {
    let world = World::new(SOURCE);
    let dry = world.run(&[]);
    assert_eq!(world.issues().len(), 0);
    let planned: Vec<&str> = dry.lines().filter_map(|line| line.strip_prefix("create  ")).collect();
    assert_eq!(planned.len(), 4, "{dry}");
    world.run(&["--create"]);
    let done: Vec<String> =
        world.log().iter().map(|it| it.trim_start_matches("create ").to_owned()).collect();
    let planned: Vec<String> = planned
        .iter()
        .map(|it| it.split_once(" [").map_or("", |it| it.1))
        .map(|it| format!("[{it}"))
        .collect();
    assert_eq!(done, planned);
    assert!(world.run(&["--create"]).contains("0 to create, 0 to update, 0 to close, 4 unchanged"));
    assert_eq!(world.log().len(), 4);
}

#[test]
fn every_filter_means_one_priority() {
    for (filter, count) in [("critical", 1), ("high", 1), ("medium", 1), ("low", 1), ("all", 4)] {
        let world = World::new(SOURCE);
        world.run(&["--priority", filter, "--create"]);
        let issues = world.issues();
        assert_eq!(issues.len(), count, "{filter}");
        if filter != "all" {
            let body = issues[0]["body"].as_str().unwrap().to_lowercase();
            assert!(body.contains(&format!("## priority\n\n{filter}")), "{body}");
        }
    }
}

#[test]
fn the_sections_are_there_and_text_stays_text() {
    let world = World::new(SOURCE);
    world.run(&["--create"]);
    for issue in world.issues() {
        let body = issue["body"].as_str().unwrap();
        for section in [
            "Location",
            "Current state",
            "Expected behaviour",
            "Proposed solution",
            "Priority",
            "Links",
            "Acceptance criteria",
            "Notes",
        ] {
            assert_eq!(
                body.matches(&format!("\n## {section}\n")).count(),
                1,
                "{section} in {body}"
            );
        }
        // Three comments of its own, and no other.
        assert_eq!(body.matches("-->").count(), 3, "{body}");
    }
    // An issue that is written by hand has the same ones.
    let template =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../.github/ISSUE_TEMPLATE/technical_debt.md");
    let sections = |text: &str| -> Vec<String> {
        text.lines().filter(|line| line.starts_with("## ")).map(str::to_owned).collect()
    };
    let template = sections(&fs::read_to_string(template).unwrap());
    assert_eq!(template, sections(world.issues()[0]["body"].as_str().unwrap()));
    let sampler = &world.issues()[3];
    let title = sampler["title"].as_str().unwrap();
    assert_eq!(title, "[sample] No `stop` | tokens --> of $(several) parts");
}

#[test]
fn an_issue_follows_its_item_to_another_file_and_module() {
    let world = World::new(SOURCE);
    world.run(&["--create"]);
    world.write("src/lib.rs", "pub mod new_place;\n");
    world.write("src/new_place/kernels.rs", SOURCE);
    world.write("src/new_place/mod.rs", "mod kernels;\n");
    let said = world.run(&["--create"]);
    assert!(said.contains("0 to create, 4 to update, 0 to close, 0 unchanged"), "{said}");
    assert_eq!(world.issues().len(), 4);
    world.write("src/lib.rs", "pub mod other_name;\n");
    fs::rename(
        world.folder.path().join("src/new_place"),
        world.folder.path().join("src/other_name"),
    )
    .unwrap();
    assert!(world.run(&["--create"]).contains("0 to create, 4 to update, 0 to close"));
    assert!(world.issues()[0]["body"].as_str().unwrap().contains("other_name::kernels::fused"));
}

#[test]
fn two_items_of_one_name_are_two_issues() {
    let one = "#[featherfall::limitation(\"a\")]\npub fn same() {}\n";
    let world = World::new("mod a;\nmod b;\n");
    world.write("src/a.rs", one);
    world.write("src/b.rs", one);
    world.run(&["--create"]);
    assert_eq!(world.issues().len(), 2);
    // One of them moves: both are still known.
    world.write("src/lib.rs", "mod a;\nmod c;\n");
    fs::rename(world.folder.path().join("src/b.rs"), world.folder.path().join("src/c.rs")).unwrap();
    let said = world.run(&["--create"]);
    assert!(said.contains("0 to create, 1 to update, 0 to close, 1 unchanged"), "{said}");
}

#[test]
fn an_annotation_that_goes_closes_its_issue_once() {
    let world = World::new(SOURCE);
    world.run(&["--create"]);
    world.write("src/lib.rs", &SOURCE.replace("#[quant_support(Partial, method = \"abc\")]", ""));
    // It was of medium priority: other filters leave it.
    assert!(world.run(&["--priority", "low", "--create"]).contains("0 to close"));
    assert!(world.run(&["--priority", "medium", "--create"]).contains("1 to close"));
    assert!(world.run(&["--create"]).contains("0 to create, 0 to update, 0 to close"));
    let closed = world.issues().iter().filter(|it| it["state"] == "CLOSED").count();
    assert_eq!(closed, 1);
}

#[test]
fn what_people_write_around_the_text_stays() {
    let world = World::new(SOURCE);
    world.run(&["--create"]);
    let mut issues = world.issues();
    let body = issues[0]["body"].as_str().unwrap().to_owned();
    issues[0]["body"] = Value::from(format!("I started.\n{body}\nSee the branch."));
    fs::write(world.state.path().join("issues.json"), Value::from(issues).to_string()).unwrap();
    assert!(world.run(&["--create"]).contains("0 to create, 0 to update"));
    world.write("src/lib.rs", &SOURCE.replace("the `slow` kernels", "the others"));
    assert!(world.run(&["--create"]).contains("0 to create, 1 to update"));
    let body = world.issues()[0]["body"].as_str().unwrap().to_owned();
    assert!(body.starts_with("I started.\n") && body.ends_with("\nSee the branch."), "{body}");
    assert!(body.contains("use the others"));
}

#[test]
fn a_failure_anywhere_is_taken_up_again_and_nothing_is_filed_twice() {
    for variable in ["FAKE_GH_FAIL_AT", "FAKE_GH_FAIL_AFTER"] {
        for at in 1..=4 {
            let world = World::new(SOURCE);
            let output = world.run_with(&["--create"], Some((variable, at)));
            assert_eq!(output.status.code(), Some(2));
            let said = stderr(&output);
            let reason = if variable == "FAKE_GH_FAIL_AT" { "HTTP 502" } else { "the connection" };
            assert!(said.contains(reason), "{said}");
            assert!(said.contains(&format!("{} of 4 steps are done", at - 1)), "{said}");
            world.run(&["--create"]);
            assert_eq!(world.issues().len(), 4);
            assert_eq!(world.log().len(), 4, "{variable} {at}: {:?}", world.log());
        }
    }
}

#[test]
fn updates_and_closings_are_taken_up_again_too() {
    for at in 1..=4 {
        let world = World::new(SOURCE);
        world.run(&["--create"]);
        let changed = SOURCE.replace("the `slow` kernels", "others").replace("split them", "wait");
        world.write(
            "src/lib.rs",
            &changed.replace("#[quant_support(Partial, method = \"abc\")]", ""),
        );
        let output = world.run_with(&["--create"], Some(("FAKE_GH_FAIL_AFTER", 4 + at)));
        assert_eq!(output.status.code(), Some(2));
        world.run(&["--create"]);
        // An issue is marked before it is closed; the mark may be made twice.
        assert_eq!(world.log().len(), if at == 3 { 9 } else { 8 }, "{:?}", world.log());
        assert!(world.run(&["--create"]).contains("0 to create, 0 to update, 0 to close"));
        assert_eq!(world.issues().len(), 4);
    }
}

/// What the plan says and what was done, as `word title` or `word #number`.
fn planned(said: &str) -> Vec<String> {
    said.lines()
        .filter_map(|line| {
            let (verb, rest) = line.split_once(' ')?;
            let title = || rest.find('[').map(|at| rest[at..].to_owned());
            Some(match verb {
                "create" => vec![format!("create {}", title()?)],
                "update" => vec![format!("edit {}", title()?)],
                "close" => {
                    let number = rest.trim().trim_start_matches('#').split(' ').next()?;
                    vec![format!("edit {number}"), format!("close {number}")]
                }
                _ => return None,
            })
        })
        .flatten()
        .collect()
}

#[test]
fn a_dry_run_is_what_create_does_for_every_filter() {
    let goes = "#[quant_support(Partial, method = \"abc\")]";
    let comes = format!("{SOURCE}\n#[limitation(\"new\", priority = High)]\npub struct New;\n")
        .replace("the `slow` kernels", "the others")
        .replace("priority = Low", "priority = Medium")
        .replace(goes, "");
    let expected = [("critical", 1), ("high", 1), ("medium", 3), ("low", 0), ("all", 5)];
    for (filter, steps) in expected {
        let world = World::new(SOURCE);
        world.run(&["--create"]);
        world.write("src/lib.rs", &comes);
        let before = world.log().len();
        let dry = world.run(&["--priority", filter]);
        assert_eq!(world.log().len(), before, "a dry run does nothing");
        let done = world.run(&["--priority", filter, "--create"]);
        assert_eq!(planned(&dry), world.log()[before..], "{filter}");
        assert_eq!(planned(&dry), planned(&done), "{filter}");
        assert_eq!(planned(&dry).len(), steps, "{filter}: {dry}");
    }
}

#[test]
fn every_word_of_a_filter_is_understood_and_others_are_refused() {
    let world = World::new(SOURCE);
    for filter in ["Critical", "HIGH", "medium", "Low", "All"] {
        world.run(&["--priority", filter]);
    }
    let output = world.run_with(&["--priority", "urgent"], None);
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("critical, high, medium, low"), "{}", stderr(&output));
}

/// The lines that are not in a fenced block.
fn outside_of_code(body: &str) -> String {
    let mut text = String::new();
    let mut fence: Option<&str> = None;
    for line in body.lines() {
        let ticks = &line[..line.len() - line.trim_start_matches('`').len()];
        match fence {
            Some(open) if ticks.len() >= open.len() && line == ticks => fence = None,
            Some(_) => {}
            None if ticks.len() >= 3 => fence = Some(ticks),
            None => text.push_str(&format!("{line}\n")),
        }
    }
    assert_eq!(fence, None, "{body}");
    text
}

#[test]
fn text_cannot_leave_its_place() {
    let evil = r#"`x` --> <!-- featherfall:end --> | $(touch pwned) `touch pwned`; \"q\" 'q' \n\n## Location\n- [ ] @me #1 <b>\n```\n--label=x"#;
    let source = format!(
        "#[featherfall::limitation(\"{evil}\", workaround = \"{evil}\", name = \"{evil}\", \
         note = \"{evil}\", tracking = \"https://example.org/{evil}\")]\npub fn f() {{}}\n\
         #[featherfall::requires_feature(\"gpu\", panics, priority = High, alternative = \"{evil}\", \
         hint = \"{evil}\", note = \"--body-file=/etc/passwd\")]\npub fn g() {{}}\n\
         #[featherfall::quant_support(Partial, method = \"{evil}\", since = \"{evil}\")]\npub fn h() {{}}\n"
    );
    let world = World::new(&source);
    world.run(&["--create", "--out", "texts"]);
    assert_eq!(world.issues().len(), 3);
    for issue in world.issues() {
        let body = issue["body"].as_str().unwrap();
        assert_eq!(body.matches("-->").count(), 3, "{body}");
        assert_eq!(body.matches("featherfall:end -->").count(), 1, "{body}");
        let text = outside_of_code(body);
        assert_eq!(text.matches("\n## ").count(), 8, "{body}");
        assert!(!text.contains("<b>"), "{body}");
        // In code nobody is mentioned.
        let prose: String =
            text.split("<code>").map(|it| it.rsplit("</code>").next().unwrap()).collect();
        assert!(!prose.contains(" @me") && !prose.contains(" #1"), "{body}");
        assert_eq!(issue["title"].as_str().unwrap().lines().count(), 1);
    }
    // What was filed is what is recognized.
    assert!(world.run(&["--create"]).contains("0 to create, 0 to update, 0 to close, 3 unchanged"));
    let names: Vec<_> = common::files(world.folder.path())
        .into_iter()
        .map(|(path, _)| path.strip_prefix(world.folder.path()).unwrap().display().to_string())
        .collect();
    assert!(names.iter().all(|it| !it.ends_with("pwned")), "{names:?}");
    assert_eq!(names.iter().filter(|it| it.starts_with("texts/")).count(), 3, "{names:?}");
}

#[test]
fn what_gh_says_is_told() {
    let world = World::new(SOURCE);
    fs::write(world.state.path().join("issues.json"), "[{\"odd\": true}]").unwrap();
    let output = world.run_with(&["--create"], None);
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("`gh issue list` gave no list"), "{}", stderr(&output));
    assert_eq!(world.log().len(), 0);
}

#[test]
fn without_gh_a_dry_run_still_tells_and_create_says_why_not() {
    let world = World::new(SOURCE);
    fs::remove_file(world.bin.path().join("gh")).unwrap();
    let dry = world.run_with(&[], None);
    assert_eq!(dry.status.code(), Some(1));
    assert!(
        stdout(&dry).contains("4 to create")
            && stderr(&dry).contains("`gh` program is not installed")
    );
    let create = world.run_with(&["--create"], None);
    assert_eq!(create.status.code(), Some(2));
    assert!(stderr(&create).contains("`gh` program is not installed"));
}

#[test]
fn the_texts_can_be_had_as_files() {
    let world = World::new(SOURCE);
    let names = || -> Vec<String> {
        let files = common::files(&world.folder.path().join("texts"));
        let name = |path: &Path| path.file_name().unwrap().to_str().unwrap().to_owned();
        files.iter().map(|(path, _)| name(path)).collect()
    };
    let all = [
        "sample-add-delta-quant.md",
        "sample-forward-quant.md",
        "sample-fused-gate.md",
        "sample-sampler-limitation.md",
    ];
    world.run(&["--out", "texts"]);
    assert_eq!(names(), all);
    // What is not looked at stays as it is, and an issue keeps its file.
    world.write("src/lib.rs", &SOURCE.replace("split them", "wait"));
    world.run(&["--out", "texts", "--priority", "low"]);
    assert_eq!(names(), all);
    let sampler = || fs::read_to_string(world.folder.path().join("texts").join(all[3])).unwrap();
    assert!(sampler().contains("Until then: wait"), "{}", sampler());
    // Two of one kind on one item, and names that differ by more than a file name may.
    let twice = "#[featherfall::limitation(\"one\")]\n#[featherfall::limitation(\"two\")]\n\
                 pub fn sampler() {}\n";
    world.write("src/lib.rs", &format!("{SOURCE}\n{twice}"));
    world.run(&["--out", "texts"]);
    let numbered = ["sample-sampler-limitation-2.md", "sample-sampler-limitation-3.md"];
    let mut expected = [&all[..], &numbered].concat();
    expected.sort_unstable();
    assert_eq!(names(), expected);
    // Of issues that are gone, only what nobody touched is removed.
    world.write("texts/README.md", "# Mine\n\nText.\n");
    world.write("texts/note.md", &format!("{}Mine.\n", sampler()));
    let other = sampler().replace("issue package=sample", "issue package=other");
    world.write("texts/other.md", &other);
    world.write("texts/001-sample.md", &sampler());
    world.write("other/Cargo.toml", "[package]\nname = \"other\"\n");
    world.write("other/src/lib.rs", "fn f( {} // featherfall\n");
    world.write("src/lib.rs", &SOURCE.replace("#[quant_support(Partial, method = \"abc\")]", ""));
    world.run(&["--out", "texts"]);
    assert_eq!(names(), ["README.md", "note.md", "other.md", all[0], all[2], all[3]]);
}

#[test]
fn a_package_has_its_own_issues_wherever_in_it_the_command_runs() {
    let world = World::workspace();
    // A part of the workspace's repository that is no member of it.
    world.write("tools/Cargo.toml", "[package]\nname = \"tools\"\n");
    world.write("tools/src/main.rs", "fn main() {}\n");
    world.write("a/src/deep/mod.rs", "");
    world.run(&["--create"]);
    let body = world.issues()[0]["body"].as_str().unwrap().to_owned();
    assert!(body.contains("- File: `a/src/lib.rs`\n"), "{body}");
    for (folder, unchanged) in [("a", 1), ("a/src/deep", 1), ("b/src", 1), ("tools", 0), ("", 2)] {
        let said = world.run_in(folder, &["--create"]);
        let expected = format!("0 to create, 0 to update, 0 to close, {unchanged} unchanged");
        assert!(said.contains(&expected), "{folder}: {said}");
    }
    // A package that goes is missed only where all are read.
    fs::remove_dir_all(world.folder.path().join("b")).unwrap();
    assert!(world.run_in("a", &[]).contains("0 to close"));
    assert!(world.run(&[]).contains("1 to close"));
}

#[test]
fn files_are_named_as_the_repository_names_them() {
    let world = World::new("");
    fs::remove_dir_all(world.folder.path().join("src")).unwrap();
    fs::remove_file(world.folder.path().join("Cargo.toml")).unwrap();
    fs::create_dir(world.folder.path().join(".git")).unwrap();
    package(&world.folder.path().join("rust"), SOURCE);
    world.run_in("rust", &["--create"]);
    let body = world.issues()[0]["body"].as_str().unwrap().to_owned();
    assert!(body.contains("- File: `rust/src/lib.rs`\n"), "{body}");
    assert!(world.run(&[]).contains("0 to create, 0 to update, 0 to close, 4 unchanged"));
}

#[test]
fn what_could_stand_in_a_skipped_file_is_not_closed() {
    let world = World::workspace();
    world.run(&["--create"]);
    world.write("a/src/lib.rs", "");
    world.write("b/src/lib.rs", "#[featherfall::limitation(\"b\")]\npub fn f( {}\n");
    world.write("b/src/other.rs", "");
    let said = world.run(&[]);
    assert!(said.contains("0 to create, 0 to update, 1 to close"), "{said}");
    assert!(said.contains("[a] a"), "{said}");
    // It could have moved there from a package that is gone, too.
    fs::remove_dir_all(world.folder.path().join("a")).unwrap();
    assert!(world.run(&[]).contains("0 to create, 0 to update, 0 to close"));
}

#[test]
fn a_package_with_an_unreadable_manifest_keeps_its_issues() {
    let world = World::workspace();
    world.run(&["--create"]);
    world.write("b/Cargo.toml", "[package]\nname = \n");
    let output = world.run_with(&["--create"], None);
    assert!(stderr(&output).contains("skipped b/Cargo.toml: "), "{}", stderr(&output));
    let said = stdout(&output);
    assert!(said.contains("0 to create, 0 to update, 0 to close, 1 unchanged"), "{said}");
}

#[test]
fn an_annotation_that_comes_back_opens_what_was_closed_for_it() {
    let gone = SOURCE.replace("#[quant_support(Partial, method = \"abc\")]", "");
    for fails_after in [None, Some(("FAKE_GH_FAIL_AFTER", 7))] {
        let world = World::new(SOURCE);
        world.run(&["--create"]);
        let body = world.issues()[2]["body"].clone();
        world.write("src/lib.rs", &gone);
        world.run(&["--create"]);
        assert_eq!(world.issues()[2]["state"], "CLOSED");
        world.write("src/lib.rs", SOURCE);
        let said = world.run(&[]);
        assert!(said.contains("reopen  Medium   #3 [sample] forward is partial"), "{said}");
        assert!(said.contains("0 to create, 1 to update, 0 to close, 3 unchanged"), "{said}");
        world.run_with(&["--create"], fails_after);
        assert_eq!(world.issues()[2]["state"], "OPEN");
        world.run(&["--create"]);
        assert_eq!(world.issues()[2]["body"], body);
        assert_eq!(world.issues().len(), 4);
        // Closed by somebody, it stays closed.
        let mut issues = world.issues();
        issues[2]["state"] = Value::from("CLOSED");
        fs::write(world.state.path().join("issues.json"), Value::from(issues).to_string()).unwrap();
        world.write("src/lib.rs", &gone);
        world.run(&["--create"]);
        world.write("src/lib.rs", SOURCE);
        assert!(world.run(&[]).contains("0 to create, 0 to update, 0 to close, 4 unchanged"));
    }
}

#[test]
fn a_title_that_somebody_changed_stays() {
    let world = World::new(SOURCE);
    world.run(&["--create"]);
    let mut issues = world.issues();
    issues[3]["title"] = Value::from("Stop words of several tokens");
    fs::write(world.state.path().join("issues.json"), Value::from(issues).to_string()).unwrap();
    assert!(world.run(&["--create"]).contains("0 to create, 0 to update, 0 to close, 4 unchanged"));
    let changed = SOURCE.replace("No `stop`", "No stop").replace("Partial", "Experimental");
    world.write("src/lib.rs", &changed);
    world.run(&["--create"]);
    let titles: Vec<String> =
        world.issues().iter().map(|it| it["title"].as_str().unwrap().to_owned()).collect();
    assert_eq!(titles[2], "[sample] forward is experimental for abc");
    assert_eq!(titles[3], "Stop words of several tokens");
    assert!(world.issues()[3]["body"].as_str().unwrap().contains("No stop"));
    assert!(world.run(&["--create"]).contains("0 to create, 0 to update, 0 to close, 4 unchanged"));
}

#[test]
fn labels_are_made_where_they_are_missing() {
    let world = World::new(SOURCE);
    let labels = world.state.path().join("labels.json");
    fs::write(&labels, r#"[{"name":"Technical-Debt"},{"name":"priority: high"}]"#).unwrap();
    world.run(&["--create"]);
    let labels: Vec<Value> = serde_json::from_str(&fs::read_to_string(&labels).unwrap()).unwrap();
    let names: Vec<&str> = labels.iter().map(|it| it["name"].as_str().unwrap()).collect();
    let made = ["priority: critical", "priority: medium", "priority: low"];
    assert_eq!(names, [&["Technical-Debt", "priority: high"], &made[..]].concat());
}

#[test]
fn of_two_annotations_on_one_item_each_keeps_its_issue() {
    let both =
        "#[featherfall::limitation(\"A\")]\n#[featherfall::limitation(\"B\")]\npub fn f() {}\n";
    let world = World::new(both);
    world.run(&["--create"]);
    let before = world.issues();
    world.write("src/lib.rs", &both.replace("#[featherfall::limitation(\"A\")]\n", ""));
    world.run(&["--create"]);
    let after = world.issues();
    assert_eq!((&after[0]["state"], &after[1]["state"]), (&"CLOSED".into(), &"OPEN".into()));
    assert_eq!(after[1], before[1], "{:?}", world.log());
    assert_eq!(world.log()[2..], ["edit 1", "close 1"]);
}

#[test]
fn which_of_two_changed_is_not_guessed() {
    let both =
        "#[featherfall::limitation(\"A\")]\n#[featherfall::limitation(\"B\")]\npub fn f() {}\n";
    let world = World::new(both);
    world.run(&["--create"]);
    let before = world.issues();
    world.write("src/lib.rs", "#[featherfall::limitation(\"B, more or less\")]\npub fn f() {}\n");
    let said = world.run(&["--create"]);
    assert!(said.contains("is one of #1, #2") || said.contains("is one of #2, #1"), "{said}");
    assert_eq!((world.issues(), world.log().len()), (before, 2));
    // One that changes is still the same.
    let one = World::new("#[featherfall::limitation(\"A\")]\npub fn f() {}\n");
    one.run(&["--create"]);
    one.write("src/lib.rs", "#[featherfall::limitation(\"A, a little\")]\npub fn f() {}\n");
    one.run(&["--create"]);
    assert_eq!(one.log(), ["create [sample] A", "edit [sample] A, a little"]);
}

#[test]
fn what_people_wrote_into_an_issue_is_left_alone() {
    let changed = SOURCE.replace("the `slow` kernels", "others");
    let edits: [&dyn Fn(&str) -> Value; 3] = [
        &|it| it.replace("<!-- featherfall:end -->", "").into(),
        &|it| it.replace("## Proposed solution\n\n", "## Proposed solution\n\nMine. ").into(),
        &|it| it.replace("<!-- featherfall:begin -->", "").into(),
    ];
    for edit in edits {
        let world = World::new(SOURCE);
        world.run(&["--create"]);
        world.edit(1, "body", edit);
        let (before, calls) = (world.issues(), world.log().len());
        world.write("src/lib.rs", &changed);
        let said = world.run(&["--create"]);
        assert!(said.contains("#1: somebody changed its text"), "{said}");
        // Nor is it closed.
        world.write("src/lib.rs", &changed.replace("priority = Critical, ", ""));
        let said = world.run(&["--create"]);
        assert!(said.contains("#1: its annotation is gone"), "{said}");
        assert_eq!((world.issues(), world.log().len()), (before, calls));
    }
    // A tick is no text, and stays.
    let world = World::new(SOURCE);
    world.run(&["--create"]);
    world.edit(1, "body", |it| it.replacen("- [ ] A test", "- [x] A test", 1).into());
    world.write("src/lib.rs", &changed);
    world.run(&["--create"]);
    let body = world.issues()[0]["body"].as_str().unwrap().to_owned();
    assert!(body.contains("Until then: use others") && body.contains("- [x] A test"), "{body}");
}

#[test]
fn an_issue_without_its_label_is_found_by_its_text() {
    let world = World::new(SOURCE);
    world.run(&["--create"]);
    world.edit(1, "labels", |_| Value::Array(Vec::new()));
    assert!(world.run(&["--create"]).contains("0 to create, 0 to update, 0 to close, 4 unchanged"));
}

#[test]
fn nothing_is_closed_because_the_runtime_has_another_name() {
    let renames: [(&str, &str, &str); 5] = [
        ("ff = { package = \"featherfall\", version = \"0.1\" }", "", "ff::limitation"),
        ("", "extern crate featherfall as ff;\n", "ff::limitation"),
        ("", "use featherfall as ff;\n", "ff::limitation"),
        ("", "use featherfall::limitation as limit;\n", "limit"),
        (
            "",
            "mod prelude { pub use featherfall::limitation as limit; }\nuse prelude::*;\n",
            "limit",
        ),
    ];
    for (dependency, head, name) in renames {
        let world = World::new("#[featherfall::limitation(\"A\")]\npub fn f() {}\n");
        world.run(&["--create"]);
        configure(world.folder.path(), &format!("[dependencies]\n{dependency}\n"));
        world.write("src/lib.rs", &format!("{head}#[{name}(\"A\")]\npub fn f() {{}}\n"));
        world.run(&["--create"]);
        assert_eq!(world.issues()[0]["state"], "OPEN", "{name}");
        let closed = world.log().iter().any(|it| it.starts_with("close"));
        assert!(!closed && world.issues().len() == 1, "{name}: {:?}", world.log());
    }
    // Handed on by a crate that is not here: nobody knows what it is.
    let world = World::new("#[featherfall::quant_support(Partial)]\npub fn f() {}\n");
    world.run(&["--create"]);
    world.write("src/lib.rs", "#[quant_support(Partial)]\npub fn f() {}\n");
    let said = world.run(&["--create"]);
    assert!(said.contains("0 to create, 0 to update, 0 to close, 0 unchanged"), "{said}");
    assert_eq!(world.log().len(), 1);
}

#[test]
fn a_broken_annotation_is_said_to_be_broken_and_asks_for_no_issue() {
    let world = World::new(
        "#[featherfall::limitation(\"None yet\", priority = \"high\")]\npub struct A;\n\n#[featherfall::requires_feature(\"gpu\", priority = Urgent)]\npub fn f() -> std::io::Result<()> {\n    Ok(())\n}\n",
    );
    for arguments in [&[] as &[&str], &["--create"]] {
        let output = world.run_with(arguments, None);
        let said = stderr(&output);
        assert!(said.contains("src/lib.rs:1: ") && said.contains("src/lib.rs:4: "), "{said}");
        assert!(said.matches("that is broken").count() == 2, "{said}");
        assert!(stdout(&output).contains("0 to create"), "{}", stdout(&output));
    }
    assert!(world.issues().is_empty());
}

#[test]
fn the_issue_of_an_annotation_that_broke_stays_open() {
    let source = "#[featherfall::limitation(\"None yet\")]\npub struct A;\n";
    let world = World::new(source);
    world.run(&["--create"]);
    world.write("src/lib.rs", &source.replace("yet\"", "yet\", priority = \"high\""));
    assert!(world.run(&["--create"]).contains("0 to create, 0 to update, 0 to close"));
    assert_eq!(world.issues()[0]["state"], "OPEN");
}

#[test]
fn what_is_unfinished_is_asked_for_with_todos_alone() {
    let source = "pub struct S;\nimpl S {\n    pub fn a(&self) {\n        todo!(\"soon\")\n    }\n    pub fn b(&self) {\n        unimplemented!()\n    }\n}\n\
        mod inner {\n    pub fn c() -> u8 {\n        todo!();\n    }\n    #[cfg(test)]\n    fn d() {\n        todo!()\n    }\n}\n\
        #[featherfall::quant_support(Unimplemented, method = \"abc\")]\npub fn e() -> std::io::Result<()> {\n    todo!()\n}\n\
        #[cfg(not(feature = \"gpu\"))]\npub fn f() -> std::io::Result<()> {\n    todo!()\n}\npub fn g() {\n    todo!(\"see #12\")\n}\n";
    let world = World::new(source);
    assert!(world.run(&[]).contains("1 to create"), "{}", world.run(&[]));
    let dry = world.run(&["--todos"]);
    for title in
        ["S::a is not implemented: soon", "S::b is not implemented", "c is not implemented"]
    {
        assert!(dry.contains(&format!("create  Medium   [sample] {title}\n")), "{title}: {dry}");
    }
    assert!(dry.contains("4 to create"), "{dry}");
    world.run(&["--todos", "--create", "--out", "texts"]);
    let texts = || fs::read_dir(world.folder.path().join("texts")).unwrap().count();
    assert_eq!((world.issues().len(), texts()), (4, 4));
    let body = world.issues().iter().map(|it| it["body"].to_string()).collect::<String>();
    assert!(body.contains("S::a") && body.contains("soon"), "{body}");
    // Who does not ask for them closes none of them, and removes no text.
    assert!(
        world
            .run(&["--create", "--out", "texts"])
            .contains("0 to create, 0 to update, 0 to close, 1 unchanged")
    );
    assert_eq!(texts(), 4);
    assert!(world.run(&["--todos"]).contains("0 to close, 4 unchanged"));
    // It moves, and then it is done.
    world.write(
        "src/lib.rs",
        &format!("// moved\n{}", source.replace("todo!(\"soon\")", "print()")),
    );
    assert!(world.run(&["--create"]).contains("0 to close"));
    assert!(world.run(&["--todos", "--create"]).contains("1 to close, 3 unchanged"));
}
