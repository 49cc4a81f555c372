//! What stands in the finished file: every record, whatever compiled and linked it, and nothing else.
//!
//! Builds fixtures in a target directory that is kept between runs.

use std::path::{Path, PathBuf};
use std::process::Command;

use featherfall_tests::cargo::{cargo, run};
use featherfall_tests::records::{Lines, in_file, value};
use serde_json::Value;

fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures").join(name)
}

fn target() -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join("records")
}

/// Builds a program of `fixture-platform`; gives its path.
fn program(name: &str, arguments: &[&str], of_rustc: &[&str]) -> PathBuf {
    let command = [&["rustc", "--quiet", "--bin", name], arguments, &["--"], of_rustc].concat();
    let _ = cargo(&fixture("platform"), &target(), &command);
    let profile = if arguments.contains(&"--release") { "release" } else { "debug" };
    let triple = arguments.iter().position(|&argument| argument == "--target");
    target().join(triple.map_or("", |at| arguments[at + 1])).join(profile).join(name)
}

fn rows(report: &str) -> Vec<Value> {
    let report: Value = serde_json::from_str(report).unwrap();
    report["capabilities"].as_array().unwrap().clone()
}

fn text<'a>(row: &'a Value, key: &str) -> &'a str {
    row[key].as_str().unwrap()
}

/// What a row says that does not depend on what else is known: label, hint, and whether its id needs a
/// trait or a number do.
const OWN: [&str; 5] = ["kind", "built", "used", "degraded", "location"];
/// What else stays where all is known, but in another program.
const COLLECTED: [&str; 7] = ["id", "collected", "kind", "built", "used", "degraded", "location"];

fn facts<'a>(rows: impl IntoIterator<Item = &'a Value>, keys: &[&str]) -> Vec<Value> {
    let facts = |row: &Value| keys.iter().map(|&key| row[key].clone()).collect();
    let mut facts: Vec<Value> = rows.into_iter().map(facts).collect();
    facts.sort_by_key(Value::to_string);
    facts
}

fn ran(row: &Value) -> bool {
    row["used"] != 0 || row["degraded"].as_array().is_some_and(|it| !it.is_empty())
}

/// Without the one that says how the program was compiled.
fn records(program: &Path) -> Vec<Lines> {
    let all = in_file(&std::fs::read(program).unwrap());
    let is_of_the_build = |lines: &Lines| value(lines, "kind") == Some("build");
    let (of_the_build, others): (Vec<_>, Vec<_>) = all.into_iter().partition(is_of_the_build);
    assert_eq!(of_the_build.len(), 1, "{}", program.display());
    others
}

#[cfg(target_os = "linux")]
#[test]
fn every_record_is_in_the_finished_file() {
    let report = run(&mut Command::new(program("fixture-platform", &[], &[])));
    let (all, of_silent) = (
        records(&program("fixture-platform", &[], &[])),
        records(&program("fixture-silent", &[], &[])),
    );
    let listed = rows(&report);
    // One for each row, and one for each of three `feature_set!()`.
    let described = all.iter().filter(|lines| value(lines, "kind") != Some("package")).count();
    assert_eq!((described, all.len()), (listed.len(), listed.len() + 3));
    assert_eq!(
        of_silent.len(),
        all.len() - 2 - 1 + 1,
        "without those of the one, with that of the other"
    );

    const SMALL: [&str; 11] = [
        "--release",
        "--config",
        "profile.release.lto=\"fat\"",
        "--config",
        "profile.release.strip=true",
        "--config",
        "profile.release.panic=\"abort\"",
        "--config",
        "profile.release.opt-level=\"z\"",
        "--config",
        "profile.release.codegen-units=1",
    ];
    let triple = &*format!("{}-unknown-linux-gnu", std::env::consts::ARCH);
    let static_pie = format!(
        "target.{triple}.rustflags = [\"-C\", \"target-feature=+crt-static\", \"-C\", \"relocation-model=pie\"]"
    );
    let ways: [(&str, &[&str], &[&str]); 6] = [
        ("release", &["--release"], &[]),
        ("small", &SMALL, &[]),
        ("thin LTO", &["--release", "--config", "profile.release.lto = \"thin\""], &[]),
        ("GNU ld", &["--release"], &["-Clink-arg=-fuse-ld=bfd", "-Clink-arg=-Wl,--gc-sections"]),
        ("lld", &["--release"], &["-Clink-arg=-fuse-ld=lld", "-Clink-arg=-Wl,-z,start-stop-gc"]),
        ("static", &["--release", "--target", triple, "--config", &static_pie], &[]),
    ];
    for (way, arguments, of_rustc) in ways {
        let program_of = |name: &str| program(name, arguments, of_rustc);
        let here = program_of("fixture-platform");
        assert_eq!(records(&here), all, "{way}");
        assert_eq!(rows(&run(&mut Command::new(here))), listed, "{way}");
        assert_eq!(records(&program_of("fixture-silent")), of_silent, "{way}, silent");
    }
}

const MAIN: &str = "#include <stdio.h>\nconst char *fixture_report(void);\nint main(void) { puts(fixture_report()); }\n";

/// Links a C program with what follows; gives the report that it prints.
fn of_c(name: &str, code: &str, arguments: &[&str]) -> String {
    let (source, program) = (target().join(format!("{name}.c")), target().join(name));
    std::fs::write(&source, code).unwrap();
    run(Command::new("cc").arg(source).arg("-o").arg(&program).args(arguments));
    run(Command::new(program).env("LD_LIBRARY_PATH", target().join("release")))
}

/// Of the library alone.
fn native() -> Vec<Value> {
    let all = rows(&run(&mut Command::new(program("fixture-platform", &[], &[]))));
    all.into_iter().filter(|row| !text(row, "location").contains("/main.rs:")).collect()
}

#[cfg(target_os = "linux")]
#[test]
fn a_static_library_in_a_program_of_c() {
    let native = native();
    let _ = cargo(
        &fixture("platform"),
        &target(),
        &["rustc", "--quiet", "--release", "--lib", "--crate-type", "staticlib"],
    );
    let library = target().join("release/libfixture_platform.a");
    let library = library.to_str().unwrap();
    let system = ["-lgcc_s", "-lpthread", "-ldl", "-lm"];
    let whole = ["-Wl,--whole-archive", library, "-Wl,--no-whole-archive"];
    let gc = ["-Wl,--gc-sections"];
    for (name, way) in [("whole", whole.to_vec()), ("whole-gc", [&whole[..], &gc].concat())] {
        let found = rows(&of_c(name, MAIN, &[&way[..], &system].concat()));
        assert_eq!(facts(&found, &COLLECTED), facts(&native, &COLLECTED), "{name}");
    }
    for (name, way) in [("needed", vec![library]), ("needed-gc", vec![library, gc[0]])] {
        let found = rows(&of_c(name, MAIN, &[&way[..], &system].concat()));
        let of = |rows: &[Value]| facts(rows.iter().filter(|row| ran(row)), &OWN);
        assert_eq!(of(&found), of(&native), "{name}: what ran");
        let ids: std::collections::BTreeSet<&str> =
            found.iter().map(|row| text(row, "id")).collect();
        assert_eq!(ids.len(), found.len(), "{name}: ids");
    }
}

/// Opens two shared libraries for everybody, and prints what each reports.
const BOTH: &str = r#"#include <dlfcn.h>
#include <stdio.h>
int main(void) {
    const char *names[] = {"libone.so", "libother.so"};
    for (int i = 0; i < 2; i++) {
        void *library = dlopen(names[i], RTLD_NOW | RTLD_GLOBAL);
        if (!library) { puts(dlerror()); return 1; }
        const char *(*report)(void) = (const char *(*)(void))dlsym(library, "fixture_report");
        printf("%s%c", report(), 0);
    }
}
"#;

#[cfg(target_os = "linux")]
#[test]
fn shared_libraries_in_a_program_of_c() {
    let native = native();
    let build = |features: &[&str], name: &str| {
        let command =
            ["rustc", "--quiet", "--release", "--lib", "--crate-type", "cdylib"].map(String::from);
        let command: Vec<&str> =
            command.iter().map(String::as_str).chain(features.iter().copied()).collect();
        let _ = cargo(&fixture("platform"), &target(), &command);
        let folder = target().join("release");
        std::fs::copy(folder.join("libfixture_platform.so"), folder.join(name)).unwrap();
    };
    build(&[], "libone.so");
    build(&["--features", "fixture-kernels/flash"], "libother.so");
    let library = target().join("release/libone.so");
    let soname = ["-rdynamic", library.to_str().unwrap()];
    let found = rows(&of_c("shared", MAIN, &soname));
    assert_eq!(facts(&found, &COLLECTED), facts(&native, &COLLECTED));

    let printed = of_c("both", BOTH, &["-rdynamic", "-ldl"]);
    let reports: Vec<&str> = printed.split('\0').collect();
    assert_eq!(facts(&rows(reports[0]), &COLLECTED), facts(&native, &COLLECTED));
    let other = rows(reports[1]);
    assert_eq!(other.len(), native.len());
    let of_kernels = other.iter().filter(|row| text(row, "id").starts_with("fixture-kernels::"));
    assert!(of_kernels.into_iter().all(|row| row["built"] == true), "{other:#?}");
}

/// The program's own gates are not where the runtime looks: it is inside of the library.
#[cfg(target_os = "linux")]
#[test]
fn gates_around_a_rust_dylib() {
    let folder = target().join("dylib");
    std::fs::create_dir_all(folder.join("library")).unwrap();
    let platform = fixture("platform");
    let manifest = std::fs::read_to_string(platform.join("Cargo.toml")).unwrap();
    let kernels = format!("path = {:?}", fixture("kernels"));
    let runtime = format!(
        "path = {:?}",
        Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().join("runtime")
    );
    let manifest = manifest
        .replace(
            "path = \"lib.rs\"",
            &format!("crate-type = [\"dylib\"]\npath = {:?}", platform.join("lib.rs")),
        )
        .replace("path = \"main.rs\"", &format!("path = {:?}", platform.join("main.rs")))
        .replace("path = \"silent.rs\"", &format!("path = {:?}", platform.join("silent.rs")))
        .replace("path = \"forced.rs\"", &format!("path = {:?}", platform.join("forced.rs")))
        .replace("path = \"../kernels\"", &kernels)
        .replace("workspace = true", &runtime);
    std::fs::write(folder.join("Cargo.toml"), format!("{manifest}\n[workspace]\n")).unwrap();
    let lock = Path::new(env!("CARGO_MANIFEST_DIR")).join("../Cargo.lock");
    std::fs::copy(lock, folder.join("Cargo.lock")).unwrap();
    let printed = cargo(
        &folder,
        &target().join("dylib-target"),
        &[
            "run",
            "--quiet",
            "--offline",
            "--release",
            "--bin",
            "fixture-platform",
            "--config",
            "build.rustflags=[\"-C\", \"prefer-dynamic\"]",
        ],
    );
    let found = rows(&printed);
    let strays: Vec<&Value> = found.iter().filter(|row| row["collected"] == false).collect();
    assert_eq!(strays.len(), 1, "{strays:#?}");
    assert_eq!(text(strays[0], "id"), "fixture-platform::of_the_program");
    assert!(ran(strays[0]));
    assert_eq!(found.iter().filter(|row| row["collected"] == true).count(), native().len());
}

#[test]
fn each_id_is_one_and_is_accepted() {
    let printed = cargo(
        &fixture("platform"),
        &target(),
        &["run", "--quiet", "--bin", "fixture-forced", "--features", "testing"],
    );
    let mut ids: Vec<&str> = printed.lines().collect();
    let all = ids.len();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!((all > 25, ids.len()), (true, all), "{printed}");
}

#[test]
fn a_text_stays_one_field() {
    let file = records(&program("fixture-platform", &[], &[]));
    let of = |start: &str| {
        let mut found = file
            .iter()
            .filter(|lines| value(lines, "name").is_some_and(|name| name.starts_with(start)));
        let lines = found.next().expect("a record");
        assert!(found.next().is_none(), "one {start}");
        let without_place: Vec<(&str, &str)> = lines
            .iter()
            .map(|(key, value)| (key.as_str(), value.as_str()))
            .filter(|(key, _)| {
                !matches!(*key, "package" | "version" | "place" | "holds" | "module")
            })
            .collect();
        without_place
    };
    let mut texts = of("name");
    texts.sort_unstable();
    // A line break within a message is a space.
    assert_eq!(
        texts,
        [
            ("alternative", "alternative hint: x\rtracking: y\u{7f}\\\\u{41}"),
            ("hint", "hint\0\u{1}featherfall 1 0.1.0\u{85}\u{2028}kind: gate\"\\n"),
            ("instead", "otherwise \"a\nhint: b\\0\\u{1}\""),
            ("kind", "gate"),
            ("name", "name hint: x"),
            ("requires", "\"flash\""),
            ("tracking", "https://example.org/1 hint: x"),
            ("when", "when\0\u{1} hint: x"),
        ]
    );
    assert_eq!(
        of("limited"),
        [
            ("kind", "limitation"),
            ("name", "limited"),
            ("limitation", "cannot hint: x\0"),
            ("alternative", "use\u{1}that hint: y"),
        ]
    );
    assert_eq!(
        of("quantize"),
        [
            ("kind", "quant"),
            ("name", "quantize"),
            ("method", "m\0hint: x"),
            ("level", "Experimental"),
            ("operation", "quantize"),
            ("since", "1\u{1}hint: x"),
        ]
    );

    // The same through the runtime's reader.
    let all = rows(&run(&mut Command::new(program("fixture-platform", &[], &[]))));
    let row = all.iter().find(|row| text(row, "id").ends_with("::name hint: x")).expect("a row");
    assert!(
        text(row, "hint").contains("hint\0\u{1}featherfall 1 0.1.0\u{85}\u{2028}kind: gate\"\\n"),
        "{row}"
    );
}

/// What somebody notes for those who work on the sources is none of the user's business.
#[test]
fn debt_stays_in_the_sources() {
    for profile in [&[][..], &["--release"]] {
        let file = std::fs::read(program("fixture-platform", profile, &[])).unwrap();
        let contains =
            |text: &str| file.windows(text.len()).any(|window| window == text.as_bytes());
        assert!(contains("https://example.org/1"), "the link is there");
        for text in ["debt-that-stays", "priority", "Critical\n"] {
            assert!(!contains(text), "{text}");
        }
    }
}

#[test]
fn a_crate_may_keep_its_files_and_modules_to_itself() {
    for profile in [&[][..], &["--release", "--config", "profile.release.strip=true"]] {
        let command = [&["run", "--quiet"], profile].concat();
        let printed = cargo(&fixture("redacted"), &target(), &command);
        assert!(!printed.contains("secret") && !printed.contains(".rs"), "{printed}");
        let folder = if profile.is_empty() { "debug" } else { "release" };
        let program = target().join(folder).join("fixture-redacted");
        let records = records(&program);
        let kinds: Vec<_> = records.iter().map(|lines| value(lines, "kind").unwrap()).collect();
        assert_eq!(kinds, ["gate", "gate", "package"]);
        for (key, value) in records.iter().flatten() {
            assert!(!value.contains("secret") && !value.contains(".rs"), "{key}: {value}");
            assert!(key != "module" || value == "fixture_redacted", "{key}: {value}");
        }
        if !profile.is_empty() {
            let file = std::fs::read(&program).unwrap();
            let secret = b"secret_";
            assert!(!file.windows(secret.len()).any(|window| window == secret), "in the file");
        }
    }
}
