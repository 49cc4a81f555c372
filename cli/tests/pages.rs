//! Every command that the README, the guide and the command's own page show is run here, in a small
//! workspace that has what they name, or stands below with what runs it.
#![cfg(unix)] // They are shown for a shell.

mod common;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use common::{copy, featherfall};
use rawzip::ZipArchiveWriter;

/// Commands that are run elsewhere: how they begin, by what.
const ELSEWHERE: [(&str, &str); 5] = [
    ("cargo run --release --example attention", "examples/tests/programs.rs"),
    ("cargo test --workspace", ".ci/run"),
    ("cargo install cargo-featherfall", ".github/workflows/ci.yml"),
    ("cargo featherfall issues --create", "cli/tests/issues.rs"),
    ("cargo run -p example-server", "examples/server/tests/server.rs"),
];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// The pages, named as seen from the root.
fn pages() -> Vec<(String, String)> {
    let mut names = vec![String::from("README.md"), String::from("cli/README.md")];
    for entry in fs::read_dir(root().join("runtime/guide")).unwrap() {
        names.push(format!("runtime/guide/{}", entry.unwrap().file_name().to_str().unwrap()));
    }
    names.sort();
    let read = |name: String| {
        let text = fs::read_to_string(root().join(&name)).unwrap();
        (name, text)
    };
    names.into_iter().map(read).collect()
}

/// The commands of a page's `sh` and `console` blocks, without comments. In `console`, what stands
/// behind `$`; the rest is output.
fn commands(text: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    let mut block = None;
    for line in text.lines() {
        if let Some(language) = line.trim_start().strip_prefix("```") {
            block = if block.is_some() { None } else { Some(language.trim()) };
            continue;
        }
        let command = match block {
            Some("sh" | "bash") => Some(line),
            Some("console") => line.strip_prefix("$ "),
            Some("text" | "diff") => {
                assert!(!line.starts_with("$ "), "shown, but not run: {line}");
                None
            }
            _ => None,
        };
        let Some(command) = command else { continue };
        let command = command.split_once(" #").map_or(command, |(command, _)| command).trim();
        match found.last_mut() {
            Some(last) if last.ends_with('\\') => {
                last.pop();
                last.push_str(command);
            }
            _ if command.is_empty() || command.starts_with('#') => {}
            _ => found.push(command.to_owned()),
        }
    }
    found
}

/// A program with records, and its report.
fn program() -> PathBuf {
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).join("inspect");
    let status = Command::new(env!("CARGO"))
        .args(["build", "--quiet", "--offline", "-p", "fixture-platform"])
        .current_dir(root())
        .env("CARGO_TARGET_DIR", &target)
        .status()
        .unwrap();
    assert!(status.success());
    target.join("debug/fixture-platform")
}

fn write(folder: &Path, name: &str, text: impl AsRef<[u8]>) {
    let file = folder.join(name);
    fs::create_dir_all(file.parent().unwrap()).unwrap();
    fs::write(file, text).unwrap();
}

/// What the pages speak of: a program, a crate of kernels, builds old and new, reports, a baseline.
fn workspace(folder: &Path) {
    let features = "[features]\ncuda = []\nflash-attn = []\n";
    write(
        folder,
        "Cargo.toml",
        format!(
            "[workspace]\nmembers = [\"crates/*\"]\n\n[package]\nname = \"my-llm\"\nversion = \
             \"0.3.0\"\nedition = \"2024\"\n\n{features}"
        ),
    );
    write(
        folder,
        "src/main.rs",
        "#[cfg(feature = \"cuda\")]\nfn load() -> std::io::Result<u32> {\n    Ok(1)\n}\n\n\
         #[cfg(not(feature = \"cuda\"))]\nfn load() -> std::io::Result<u32> {\n    \
         panic!(\"compile with cuda\")\n}\n\nfn main() {\n    println!(\"{:?}\", load());\n}\n",
    );
    write(
        folder,
        "crates/kernels/Cargo.toml",
        format!(
            "[package]\nname = \"kernels\"\nversion = \"0.1.0\"\nedition = \"2024\"\n\n{features}\n\
             [dependencies]\nfeatherfall = {{ path = \"{}\" }}\n",
            root().join("runtime").display()
        ),
    );
    write(
        folder,
        "crates/kernels/src/lib.rs",
        "featherfall::feature_set!();\n\n/// Fused attention.\n\
         #[featherfall::requires_feature(\"flash-attn\", otherwise = 0)]\n\
         pub fn flash_attention() -> u32 {\n    1\n}\n\n\
         #[featherfall::limitation(\"no sliding window\", priority = High)]\npub struct Window;\n",
    );
    let markers = |of: &str| format!("<!-- featherfall:{of} -->\n<!-- /featherfall:{of} -->\n");
    write(folder, "README.md", format!("# my-llm\n\n{}", markers("limitations")));
    write(folder, "SUPPORT.md", format!("# Support\n\n{}", markers("matrix")));

    let program = program();
    let bytes = fs::read(&program).unwrap();
    for name in ["target/release/my-llm", "old/my-llm"] {
        write(folder, name, "");
        fs::copy(&program, folder.join(name)).unwrap(); // It can be run.
    }
    let mut wheel = ZipArchiveWriter::new(Vec::new());
    let (mut entry, config) = wheel.new_file("my_llm/my_llm.so").start().unwrap();
    let mut out = config.wrap(&mut entry);
    std::io::Write::write_all(&mut out, &bytes).unwrap();
    let (_, descriptor) = out.finish().unwrap();
    entry.finish(descriptor).unwrap();
    write(folder, "dist/my_llm-0.3.0-cp312-abi3-linux_x86_64.whl", wheel.finish().unwrap());
    let report = Command::new(&program).output().unwrap().stdout;
    for name in ["report.json", "cpu.json", "cuda.json", "reports/cpu.json", "reports/cuda.json"] {
        write(folder, name, &report);
    }
    let made = featherfall(folder, &["audit", "--update-baseline", "audit-baseline.json"]);
    assert!(made.status.success(), "{made:?}");
    fs::copy(folder.join("audit-baseline.json"), folder.join("crates/audit-baseline.json"))
        .unwrap();
    let git = |arguments: &[&str]| {
        let author = ["-c", "user.name=a", "-c", "user.email=a@example.com"];
        let git = Command::new("git").args(author).args(arguments).current_dir(folder).status();
        assert!(git.unwrap().success(), "git {arguments:?}");
    };
    git(&["init", "--quiet"]);
    git(&["add", "--all", "--force"]);
    git(&["commit", "--quiet", "--message", "All"]);
}

#[test]
fn every_command_that_is_shown_runs() {
    let made = tempfile::tempdir().unwrap();
    workspace(made.path());
    let tools = tempfile::tempdir().unwrap();
    let program = env!("CARGO_BIN_EXE_cargo-featherfall");
    std::os::unix::fs::symlink(program, tools.path().join("cargo-featherfall")).unwrap();
    let path = std::env::var("PATH").unwrap();
    let path = format!("{}:{path}", tools.path().display());

    let (mut failures, mut count) = (Vec::new(), 0);
    for (page, text) in pages() {
        for shown in commands(&text) {
            count += 1;
            if let Some((_, by)) = ELSEWHERE.iter().find(|(start, _)| shown.starts_with(start)) {
                assert!(root().join(by).exists(), "{by}");
                continue;
            }
            let folder = tempfile::tempdir().unwrap();
            copy(made.path(), folder.path());
            let mut command = shown.clone();
            if shown.starts_with("cargo add featherfall") {
                // As it will be once it is published.
                command.push_str(&format!(" --offline --path {}/runtime", root().display()));
            }
            // What who has such a shell has.
            for name in [".zfunc", ".config/fish/conf.d"] {
                fs::create_dir_all(folder.path().join(name)).unwrap();
            }
            let output = Command::new("bash")
                .args(["-o", "pipefail", "-c", &command])
                .current_dir(folder.path())
                .env("PATH", &path)
                .env("HOME", folder.path())
                .env("CARGO_HOME", cargo_home())
                .env("RUSTUP_HOME", rustup_home())
                .output()
                .unwrap();
            let said = String::from_utf8_lossy(&output.stderr);
            // 1 is that there is something to say; the shell says 1 of a file that it cannot open.
            if said.contains("bash: line 1: man: command not found") {
                eprintln!("skipped: {shown}: `man` is not installed");
            } else if output.status.code().is_none_or(|code| code > 1) || said.contains("bash: ") {
                failures.push(format!("{page}: {shown}\n{}\n{said}", output.status));
            }
        }
    }
    assert!(failures.is_empty(), "{} of {count}\n\n{}", failures.len(), failures.join("\n"));
    assert!(count > 20, "{count} commands");
}

/// Where cargo and rustup have their files: below the home folder, which a command must not write to.
fn cargo_home() -> PathBuf {
    std::env::var_os("CARGO_HOME").map_or_else(|| home().join(".cargo"), PathBuf::from)
}

fn rustup_home() -> PathBuf {
    std::env::var_os("RUSTUP_HOME").map_or_else(|| home().join(".rustup"), PathBuf::from)
}

fn home() -> PathBuf {
    PathBuf::from(std::env::var_os("HOME").unwrap())
}

#[test]
fn commands_are_found() {
    let page = "```sh\na  # why\n\nb \\\n  c\n# d\n```\n```text\ne\n```\n```console\n$ f\ng\n```\n";
    assert_eq!(commands(page), ["a", "b c", "f"]);
}
