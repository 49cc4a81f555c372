//! Builds and tests packages in every feature state, before `adopt` and after.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

use crate::common;
use crate::gate;
use crate::package::{self, Files, Package, Workspace};
use crate::text;

/// What went wrong with a module; with a whole package where no module is named.
#[derive(Debug, Clone)]
pub(crate) struct Failure {
    /// The package's name.
    pub(crate) package: String,
    /// The module's name.
    pub(crate) module: Option<String>,
    /// The features that were on.
    pub(crate) state: String,
    /// What cargo, the test or the check said.
    pub(crate) text: String,
}

/// What the program did to a package.
pub(crate) struct Adopted {
    /// Its files before.
    pub(crate) before: Files,
    /// Its files after.
    pub(crate) after: Files,
    /// What it said.
    pub(crate) said: String,
    /// What is wrong with it without building.
    pub(crate) failures: Vec<Failure>,
}

/// A folder for all this, below cargo's target folder.
pub(crate) struct Oracle {
    folder: PathBuf,
    /// Whether tests whose sides all work are run under `FEATHERFALL=strict` too.
    pub(crate) strict: bool,
}

impl Oracle {
    pub(crate) fn new(name: &str, strict: bool) -> Self {
        Self { folder: Path::new(env!("CARGO_TARGET_TMPDIR")).join("generated").join(name), strict }
    }

    /// Writes the packages as they are, or as `files` says.
    fn write(&self, when: &str, packages: &[Package], files: &BTreeMap<String, Files>) {
        for workspace in Workspace::ALL {
            let folder = self.folder.join(when).join(workspace.folder());
            let own: Vec<&Package> =
                packages.iter().filter(|it| it.workspace() == workspace).collect();
            let names: Vec<String> = own.iter().map(|it| it.name()).collect();
            let mut all = Files::new();
            all.insert("Cargo.toml".into(), workspace.manifest(&names).into_bytes());
            for name in &names {
                for (path, text) in &files[name] {
                    all.insert(Path::new(name).join(path), text.clone());
                }
            }
            package::sync(&folder, &all);
            let lock = folder.join("Cargo.lock");
            if !lock.exists() {
                // The versions that the workspace builds with are there without a network.
                let ours = package::root().join("Cargo.lock");
                std::fs::copy(ours, lock).unwrap();
            }
        }
    }

    /// What fails before `adopt`: that is the generator's fault.
    pub(crate) fn before(&self, packages: &[Package]) -> Vec<Failure> {
        let files = packages.iter().map(|it| (it.name(), it.files())).collect();
        self.write("before", packages, &files);
        self.check("before", packages)
    }

    /// Runs the program on every package.
    pub(crate) fn adopt(&self, packages: &[Package]) -> BTreeMap<String, Adopted> {
        let before: BTreeMap<String, Files> =
            packages.iter().map(|it| (it.name(), it.files())).collect();
        let work = self.folder.join("work");
        let _ = std::fs::remove_dir_all(&work);
        self.write("work", packages, &before);
        let mut adopted = BTreeMap::new();
        for it in packages {
            let name = it.name();
            let folder = work.join(it.workspace().folder()).join(&name);
            let mut failures = Vec::new();
            let mut fail = |text: String| {
                let package = name.clone();
                let state = String::from("adopt");
                failures.push(Failure { package, module: None, state, text });
            };
            let output =
                common::featherfall(&folder, &["adopt", "--write", "--choices", "--allow-dirty"]);
            let said = common::stderr(&output);
            if output.status.code() != Some(0) {
                fail(format!("it ends with {:?}: {said}", output.status));
            }
            let after = package::read(&folder);
            let second =
                common::featherfall(&folder, &["adopt", "--write", "--choices", "--allow-dirty"]);
            if package::read(&folder) != after {
                fail(format!("a second run changes something: {}", common::stderr(&second)));
            }
            for text in it.manifest_faults(&after) {
                let package = name.clone();
                let state = String::from("manifest");
                failures.push(Failure { package, module: None, state, text });
            }
            for (path, text) in &before[&name] {
                if let Some(after) = after.get(path) {
                    for text in text::unlike(text, after) {
                        failures.push(Failure {
                            package: name.clone(),
                            module: module_of(&path.to_string_lossy()),
                            state: String::from("text"),
                            text,
                        });
                    }
                }
            }
            let before = before[&name].clone();
            adopted.insert(name, Adopted { before, after, said, failures });
        }
        adopted
    }

    /// What fails after `adopt`.
    pub(crate) fn after(
        &self,
        packages: &[Package],
        adopted: &BTreeMap<String, Adopted>,
    ) -> Vec<Failure> {
        let files = adopted.iter().map(|(name, it)| (name.clone(), it.after.clone())).collect();
        self.write("after", packages, &files);
        let mut failures: Vec<Failure> =
            adopted.values().flat_map(|it| it.failures.clone()).collect();
        failures.extend(self.check("after", packages));
        failures
    }

    /// What fails after `eject`, the way back, on packages that are fine after `adopt`.
    pub(crate) fn ejected(
        &self,
        packages: &[Package],
        adopted: &BTreeMap<String, Adopted>,
    ) -> Vec<Failure> {
        let files = adopted.iter().map(|(name, it)| (name.clone(), it.after.clone())).collect();
        let work = self.folder.join("work");
        let _ = std::fs::remove_dir_all(&work);
        self.write("work", packages, &files);
        let mut failures = Vec::new();
        let mut ejected = BTreeMap::new();
        for it in packages {
            let (name, folder) = (it.name(), work.join(it.workspace().folder()).join(it.name()));
            let output = common::featherfall(&folder, &["eject", "--write", "--allow-dirty"]);
            let after = package::read(&folder);
            let is_left = after.iter().any(|(path, text)| {
                path.starts_with("src") && String::from_utf8_lossy(text).contains("featherfall::")
            });
            if output.status.code() != Some(0) || is_left {
                let (package, text) = (name.clone(), common::stderr(&output));
                let state = String::from("eject");
                failures.push(Failure { package, module: None, state, text });
            }
            ejected.insert(name, after);
        }
        self.write("ejected", packages, &ejected);
        failures.extend(self.check("ejected", packages));
        failures
    }

    /// Removes what was built of generated packages: twenty thousand fill a disk.
    pub(crate) fn forget_builds(&self) {
        let built = self.folder.with_file_name("target").join("debug");
        for folder in ["deps", ".fingerprint"] {
            let Ok(entries) = std::fs::read_dir(built.join(folder)) else { continue };
            for path in entries.flatten().map(|it| it.path()) {
                let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
                let is_dir = path.is_dir();
                if name.starts_with("sample")
                    || name.starts_with("libsample")
                    || (name.starts_with("all-") && !is_dir)
                {
                    let _ = if is_dir {
                        std::fs::remove_dir_all(&path)
                    } else {
                        std::fs::remove_file(&path)
                    };
                }
            }
        }
    }

    /// Whether the program knows the verb.
    pub(crate) fn knows(verb: &str) -> bool {
        common::featherfall(Path::new("."), &[verb, "--help"]).status.success()
    }

    fn check(&self, when: &str, packages: &[Package]) -> Vec<Failure> {
        let mut failures = Vec::new();
        for workspace in Workspace::ALL {
            let own: Vec<&Package> =
                packages.iter().filter(|it| it.workspace() == workspace).collect();
            if own.is_empty() {
                continue;
            }
            let folder = self.folder.join(when).join(workspace.folder());
            for state in gate::states() {
                failures.extend(self.build_and_test(&folder, &state.join(","), when, &own));
            }
        }
        failures
    }

    fn build_and_test(
        &self,
        folder: &Path,
        state: &str,
        when: &str,
        packages: &[&Package],
    ) -> Vec<Failure> {
        let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
        let output = Command::new(cargo)
            .args(["build", "--offline", "--workspace", "--lib", "--test", "all", "--keep-going"])
            .args(["--message-format=json", "--features", state])
            .env("CARGO_TARGET_DIR", self.folder.with_file_name("target"))
            .env_remove("RUSTFLAGS")
            .env_remove("FEATHERFALL")
            .current_dir(folder)
            .output()
            .unwrap();
        let stdout = String::from_utf8_lossy(&output.stdout);
        let stderr = String::from_utf8_lossy(&output.stderr);
        let mut failures = Vec::new();
        let failure = |package: &str, module: Option<String>, text: &str| Failure {
            package: package.to_owned(),
            module,
            state: format!("{when} [{state}]"),
            text: text.to_owned(),
        };
        let mut programs = Vec::new();
        for line in stdout.lines() {
            let Ok(message) = serde_json::from_str::<Value>(line) else { continue };
            let package = message["target"]["src_path"].as_str().unwrap_or_default();
            let package = package.strip_prefix(&*folder.to_string_lossy()).unwrap_or(package);
            let package = package.trim_start_matches('/').split('/').next().unwrap_or_default();
            if let Some(program) = message["executable"].as_str() {
                programs.push((package.to_owned(), program.to_owned()));
            }
            let it = &message["message"];
            if !matches!(it["level"].as_str(), Some("error" | "warning")) {
                continue;
            }
            let text = it["rendered"].as_str().unwrap_or_default();
            let spans = it["spans"].as_array().into_iter().flatten();
            if it["spans"].as_array().is_some_and(Vec::is_empty) && text.contains("aborting due to")
            {
                continue;
            }
            let module = { spans }.find_map(module_of_span);
            if module.is_none()
                && (text.contains("warnings emitted") || text.contains("warning emitted"))
            {
                continue;
            }
            failures.push(failure(package, module, text));
        }
        if !output.status.success() && failures.is_empty() {
            // No compiler spoke: a manifest that cargo refuses.
            let named = packages.iter().map(|it| it.name());
            let is_named = |it: &String| {
                stderr.contains(&format!("/{it}/")) || stderr.contains(&format!("`{it} v"))
            };
            let package = { named }.find(is_named).unwrap_or_default();
            failures.push(failure(&package, None, &stderr));
        }
        for (package, program) in programs {
            failures.extend(run_tests(&package, &program, &format!("{when} [{state}]"), None));
            if self.strict && when == "after" {
                let both: BTreeSet<String> = packages
                    .iter()
                    .flat_map(|it| &it.modules)
                    .flat_map(|it| it.parts.iter().map(move |(id, part)| (it.name(), id, part)))
                    .filter(|(_, _, part)| part.both_work)
                    .map(|(module, id, _)| format!("{module}::part_{id}"))
                    .collect();
                let state = format!("{when} [{state}] strict");
                failures.extend(run_tests(&package, &program, &state, Some(&both)));
            }
        }
        failures
    }
}

fn run_tests(
    package: &str,
    program: &str,
    state: &str,
    strict: Option<&BTreeSet<String>>,
) -> Vec<Failure> {
    let mut command = Command::new(program);
    command.args(["--test-threads", "2"]).env_remove("FEATHERFALL");
    if strict.is_some() {
        command.env("FEATHERFALL", "strict");
    }
    let output = command.output().unwrap();
    let stdout = String::from_utf8_lossy(&output.stdout);
    let mut failures = Vec::new();
    for line in stdout.lines() {
        let Some(name) = line.strip_prefix("test ").and_then(|it| it.strip_suffix(" ... FAILED"))
        else {
            continue;
        };
        if strict.is_some_and(|of| !of.contains(name)) {
            continue;
        }
        let head = format!("---- {name} stdout ----");
        let text = stdout.split(&head).nth(1).unwrap_or_default();
        let text = text.split("\n---- ").next().unwrap_or_default();
        let text = text.split("\nfailures:").next().unwrap_or_default();
        failures.push(Failure {
            package: package.to_owned(),
            module: name.split("::").next().map(str::to_owned),
            state: state.to_owned(),
            text: text.trim().to_owned(),
        });
    }
    let ran = stdout.contains("test result:");
    if !ran {
        failures.push(Failure {
            package: package.to_owned(),
            module: None,
            state: state.to_owned(),
            text: format!(
                "the tests end with {:?}: {}",
                output.status,
                String::from_utf8_lossy(&output.stderr)
            ),
        });
    }
    failures
}

/// The module that a span is in, seen from where a macro was called.
fn module_of_span(span: &Value) -> Option<String> {
    let own = module_of(span["file_name"].as_str().unwrap_or_default());
    own.or_else(|| module_of_span(span["expansion"].get("span")?))
}

/// The module that a file belongs to: `m12` of `sample0/src/m12/dummy.rs`.
fn module_of(path: &str) -> Option<String> {
    path.split('/')
        .map(|it| it.trim_end_matches(".rs"))
        .find(|it| {
            let rest = it.strip_prefix('m').unwrap_or_default();
            rest.starts_with(|c: char| c.is_ascii_digit())
                && rest.chars().all(|c| c.is_ascii_digit() || c == '_')
        })
        .map(str::to_owned)
}
