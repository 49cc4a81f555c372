//! A workspace in which each version of featherfall has one library that uses it, and one program
//! links all of them.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

/// A version of featherfall.
pub(crate) struct Copy {
    pub(crate) name: &'static str,
    pub(crate) version: &'static str,
    /// A file, a text of it, and what stands there in this version.
    pub(crate) edits: &'static [(&'static str, &'static str, &'static str)],
}

/// The workspace.
pub(crate) fn folder() -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("two-versions");
    let workspace = sources().canonicalize().unwrap();
    // Below this workspace cargo takes versions from its manifest, which it has read before that of a copy.
    if folder.starts_with(&workspace) {
        let name: String = workspace.to_string_lossy().replace(['/', '\\', ':'], "-");
        return std::env::temp_dir().join(format!("featherfall-two-versions{name}"));
    }
    folder
}

fn sources() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap()
}

/// Writes everything; what is there already stays untouched, so that cargo builds nothing twice.
pub(crate) fn set_up(copies: &[Copy]) {
    let (mut members, mut excluded) = (String::new(), String::new());
    let mut program = String::from("#![forbid(unsafe_code)]\n\nfn main() {\n");
    let mut dependencies = String::new();
    for copy in copies {
        let user = format!("{}-user", copy.name);
        let runtime = if copy.edits.is_empty() && copy.version == env!("CARGO_PKG_VERSION") {
            sources().join("runtime")
        } else {
            write_copy(copy);
            folder().join(copy.name).join("runtime")
        };
        write(&folder().join(&user).join("Cargo.toml"), &user_manifest(&user, &runtime));
        write(&folder().join(&user).join("src/lib.rs"), USER);
        let _ = write!(members, "\"{user}\", ");
        let _ = write!(excluded, "\"{}\", ", copy.name);
        let _ = writeln!(dependencies, "{user} = {{ path = \"../{user}\" }}");
        let _ = writeln!(program, "    print!(\"{{}}\", {}::known());", user.replace('-', "_"));
    }
    program.push_str("}\n");
    let manifest = |name: &str| {
        format!(
            "[package]\nname = \"{name}\"\nversion = \"1.0.0\"\nedition = \"2024\"\n\n[dependencies]\n{dependencies}"
        )
    };
    write(&folder().join("program/Cargo.toml"), &manifest("program"));
    write(&folder().join("program/src/main.rs"), &program);
    write(
        &folder().join("Cargo.toml"),
        &format!(
            "[workspace]\nresolver = \"3\"\nmembers = [{members}\"program\"]\nexclude = [{excluded}]\n"
        ),
    );
    // The versions that this workspace has are on this machine.
    if !folder().join("Cargo.lock").exists() {
        // Without the packages of this workspace, which are others there.
        let lock = fs::read_to_string(sources().join("Cargo.lock")).unwrap();
        let is_of_a_registry = |entry: &&str| entry.contains("\nsource = ");
        let mut entries = lock.split("[[package]]");
        let head = entries.next().unwrap_or_default().to_owned();
        let kept = entries.filter(is_of_a_registry).map(|entry| format!("[[package]]{entry}"));
        let lock = kept.fold(head, |lock, entry| lock + &entry);
        fs::write(folder().join("Cargo.lock"), lock).unwrap();
    }
}

const USER: &str = r#"//! One gate that is on, one that is off.
#![forbid(unsafe_code)]

featherfall::feature_set!();

/// A backend.
pub struct Flash;

fn eager(_: &Flash) -> u32 {
    1
}

impl Flash {
    /// Is off.
    #[featherfall::requires_feature("flash", fallback = eager)]
    pub fn forward(&self) -> u32 {
        2
    }
}

/// Is on.
#[featherfall::requires_feature("fast", otherwise = 0)]
pub fn plain() -> u32 {
    3
}

/// What this version of featherfall knows.
pub fn known() -> String {
    assert_eq!((Flash.forward(), Flash.forward(), plain()), (1, 1, 3));
    let report = featherfall::report().to_string();
    let (title, _) = report.split_once(" ·").unwrap();
    let mut text = format!("{title}\n");
    for capability in featherfall::capabilities() {
        text += &format!("{} built {}\n", capability.id(), capability.is_built());
    }
    for row in featherfall::degradations() {
        let (id, used, code) = (row.capability().id(), row.used(), row.reason().code());
        text += &format!("{id} → {used}: {code}, {} times\n", row.count());
    }
    for (index, feature) in featherfall::FeatureSet::current().iter().enumerate() {
        let head = format!("features of {}:", feature.package());
        let head = if index == 0 { head } else { String::from(",") };
        text += &format!("{head} {} {}", feature.name(), feature.is_enabled());
    }
    text + "\n"
}
"#;

fn user_manifest(name: &str, runtime: &Path) -> String {
    format!(
        "[package]\nname = \"{name}\"\nversion = \"1.0.0\"\nedition = \"2024\"\n
[features]\ndefault = [\"fast\"]\nfast = []\nflash = []\n
[dependencies]\nfeatherfall = {{ path = {runtime:?} }}\n"
    )
}

/// The runtime and the macros as that version has them.
fn write_copy(copy: &Copy) {
    let to = folder().join(copy.name);
    let manifest = fs::read_to_string(sources().join("Cargo.toml")).unwrap();
    let own = concat!("\"", env!("CARGO_PKG_VERSION"), "\"");
    let pinned = concat!("\"=", env!("CARGO_PKG_VERSION"), "\"");
    assert_eq!((manifest.matches(own).count(), manifest.matches(pinned).count()), (1, 3));
    let members = manifest.lines().find(|line| line.starts_with("members = ")).unwrap();
    let manifest = manifest
        .replace(own, &format!("\"{}\"", copy.version))
        .replace(pinned, &format!("\"={}\"", copy.version))
        .replace(members, "members = [\"runtime\", \"runtime/core\", \"macros\"]");
    write(&to.join("Cargo.toml"), &manifest);
    // The documentation of the runtime.
    write(&to.join("runtime/README.md"), "");
    let mut edited = 0;
    for part in ["runtime", "runtime/core", "macros"] {
        let mut files = vec![PathBuf::from(part).join("Cargo.toml")];
        list(&PathBuf::from(part).join("src"), &mut files);
        // What the documentation of the macros shows.
        if part == "macros" {
            list(&PathBuf::from(part).join("expansions"), &mut files);
        }
        for file in files {
            let mut text = fs::read_to_string(sources().join(&file)).unwrap();
            for (_, from, into) in copy.edits.iter().filter(|(of, ..)| Path::new(of) == file) {
                assert!(text.contains(from), "{}: no longer says {from}", file.display());
                text = text.replace(from, into);
                edited += 1;
            }
            write(&to.join(file), &text);
        }
        forget_moved(&PathBuf::from(part).join("src"), &to);
    }
    assert_eq!(edited, copy.edits.len(), "every edit has its file");
}

/// Removes what an earlier run wrote and the sources no longer have: a module in two places is an
/// error.
fn forget_moved(folder: &Path, to: &Path) {
    for entry in fs::read_dir(to.join(folder)).unwrap() {
        let path = folder.join(entry.unwrap().file_name());
        let (there, copy) = (sources().join(&path), to.join(&path));
        match copy.is_dir() {
            true if there.is_dir() => forget_moved(&path, to),
            true => fs::remove_dir_all(copy).unwrap(),
            false if there.is_file() => {}
            false => fs::remove_file(copy).unwrap(),
        }
    }
}

/// All files below a folder of the sources.
fn list(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(sources().join(folder)).unwrap() {
        let entry = entry.unwrap();
        let path = folder.join(entry.file_name());
        match entry.file_type().unwrap().is_dir() {
            true => list(&path, files),
            false => files.push(path),
        }
    }
}

fn write(path: &Path, text: &str) {
    if fs::read_to_string(path).is_ok_and(|there| there == text) {
        return;
    }
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}
