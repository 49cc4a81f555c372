//! Generated packages, in workspaces that share a target folder.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use crate::gate::FEATURES;
use crate::kind::Kind;
use crate::module::Module;

/// Modules in one package. A seed belongs to the package of its number.
pub(crate) const MODULES: u64 = 25;

/// How a manifest mentions featherfall before `adopt`, one after the other.
pub(crate) const FORMS: &[Kind] = &[
    Kind::ManifestWithoutTable,
    Kind::ManifestWithOthers,
    Kind::ManifestVersion,
    Kind::ManifestPath,
    Kind::ManifestTable,
    Kind::ManifestInline,
    Kind::ManifestDev,
    Kind::ManifestDevPath,
    Kind::ManifestTarget,
    Kind::ManifestTargetPath,
    Kind::ManifestBuild,
    Kind::ManifestBuildPath,
    Kind::ManifestWorkspaceDeclares,
    Kind::ManifestInherited,
    Kind::ManifestInheritedDev,
    Kind::ManifestInheritedTarget,
    Kind::ManifestRenamed,
    Kind::ManifestRenamedInWorkspace,
    Kind::ManifestOptional,
];

/// The editions, one after the other.
const EDITIONS: &[(Kind, &str)] =
    &[(Kind::Edition2021, "2021"), (Kind::Edition2018, "2018"), (Kind::Edition2024, "2024")];

/// Where the runtime lies.
pub(crate) fn runtime() -> String {
    root().join("runtime").display().to_string()
}

/// The workspace of the program.
pub(crate) fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap()
}

/// A package.
#[derive(Clone)]
pub(crate) struct Package {
    /// Its number.
    pub(crate) number: u64,
    /// What is special about it.
    pub(crate) kinds: Vec<Kind>,
    pub(crate) edition: &'static str,
    pub(crate) form: Kind,
    /// Its modules.
    pub(crate) modules: Vec<Module>,
}

/// The files of a folder.
pub(crate) type Files = BTreeMap<PathBuf, Vec<u8>>;

impl Package {
    /// The package of that number, with some of its modules.
    pub(crate) fn new(number: u64, allowed: impl Fn(Kind) -> bool, modules: Vec<Module>) -> Self {
        let at = |len: usize, step: u64| usize::try_from(number / step).unwrap() % len;
        let forms: Vec<Kind> = FORMS.iter().copied().filter(|it| allowed(*it)).collect();
        let form = forms[at(forms.len(), 1)];
        let editions: Vec<_> = EDITIONS.iter().filter(|(kind, _)| allowed(*kind)).collect();
        let (edition_kind, edition) = *editions[at(editions.len(), 1)];
        let mut kinds = vec![form, edition_kind];
        let rare = [
            (Kind::ManifestCarriageReturns, 4),
            (Kind::ManifestByteOrderMark, 5),
            (Kind::DeniesWarnings, 3),
        ];
        kinds.extend(
            rare.iter()
                .filter(|(kind, every)| number % every == every - 1 && allowed(*kind))
                .map(|(kind, _)| *kind),
        );
        Self { number, kinds, edition, form, modules }
    }

    /// Its name, and that of its folder.
    pub(crate) fn name(&self) -> String {
        format!("sample{}", self.number)
    }

    /// The workspace that it belongs to.
    pub(crate) fn workspace(&self) -> Workspace {
        match self.form {
            Kind::ManifestWorkspaceDeclares
            | Kind::ManifestInherited
            | Kind::ManifestInheritedDev
            | Kind::ManifestInheritedTarget => Workspace::Declares,
            Kind::ManifestRenamedInWorkspace => Workspace::Renames,
            _ => Workspace::Plain,
        }
    }

    fn manifest(&self) -> String {
        let path = format!("{{ path = {:?} }}", runtime());
        let renamed = format!("{{ package = \"featherfall\", path = {:?} }}", runtime());
        let table = |name: &str, line: &str| format!("[{name}]\n{line}\n\n");
        let (first, last) = match self.form {
            Kind::ManifestInline => ("dependencies = {}\n\n", String::new()),
            form => (
                "",
                match form {
                    Kind::ManifestWithOthers => table("dependencies", "# nothing yet"),
                    Kind::ManifestVersion => table("dependencies", "featherfall = \"0.1\" # soft"),
                    Kind::ManifestPath => table("dependencies", &format!("featherfall = {path}")),
                    Kind::ManifestTable => {
                        table("dependencies.featherfall", &format!("path = {:?}", runtime()))
                    }
                    Kind::ManifestDev => table("dev-dependencies", "featherfall = \"0.1\""),
                    Kind::ManifestDevPath => {
                        table("dev-dependencies", &format!("featherfall = {path}"))
                    }
                    Kind::ManifestTarget => {
                        table("target.'cfg(unix)'.dependencies", "featherfall = \"0.1\"")
                    }
                    Kind::ManifestTargetPath => {
                        table("target.'cfg(unix)'.dependencies", &format!("featherfall = {path}"))
                    }
                    Kind::ManifestBuild => table("build-dependencies", "featherfall = \"0.1\""),
                    Kind::ManifestBuildPath => {
                        table("build-dependencies", &format!("featherfall = {path}"))
                    }
                    Kind::ManifestInherited => {
                        table("dependencies", "featherfall.workspace = true")
                    }
                    Kind::ManifestInheritedDev => {
                        table("dev-dependencies", "featherfall = { workspace = true }")
                    }
                    Kind::ManifestInheritedTarget => {
                        table("target.'cfg(unix)'.dependencies", "featherfall.workspace = true")
                    }
                    Kind::ManifestRenamed => table("dependencies", &format!("ff = {renamed}")),
                    Kind::ManifestRenamedInWorkspace => {
                        table("dependencies", "ff.workspace = true")
                    }
                    Kind::ManifestOptional => table(
                        "dependencies",
                        &format!("featherfall = {{ path = {:?}, optional = true }}", runtime()),
                    ),
                    _ => String::new(),
                },
            ),
        };
        let features: String = FEATURES.iter().flat_map(|it| [*it, " = []\n"]).collect();
        let (name, edition) = (self.name(), self.edition);
        let text = format!(
            "{first}[package]\nname = \"{name}\"   # its name\nversion = \"0.1.0\"\nedition = \"{edition}\"\n\n[lib]\ntest = false\ndoctest = false\n\n{last}[features]\n{features}"
        );
        let text = if self.kinds.contains(&Kind::ManifestCarriageReturns) {
            text.replace('\n', "\r\n")
        } else {
            text
        };
        if self.kinds.contains(&Kind::ManifestByteOrderMark) {
            format!("\u{feff}{text}")
        } else {
            text
        }
    }

    /// What is wrong with the manifest that `adopt` wrote, whether or not it builds here.
    pub(crate) fn manifest_faults(&self, after: &Files) -> Vec<String> {
        let text = String::from_utf8_lossy(&after[Path::new("Cargo.toml")]);
        let mut faults = Vec::new();
        let has_path = matches!(
            self.form,
            Kind::ManifestDevPath | Kind::ManifestTargetPath | Kind::ManifestBuildPath
        );
        let is_renamed = self.form == Kind::ManifestRenamedInWorkspace;
        if (has_path || is_renamed) && text.contains("\nfeatherfall = \"0.1\"") {
            faults.push(format!("a second featherfall, from elsewhere:\n{text}"));
        }
        faults
    }

    /// All its files.
    pub(crate) fn files(&self) -> Files {
        let mut files = Files::new();
        let mut add = |path: String, text: String| files.insert(path.into(), text.into_bytes());
        let mut library = String::from("//! Generated.\n");
        if self.kinds.contains(&Kind::DeniesWarnings) {
            library.push_str("#![deny(warnings)]\n");
        }
        library.push_str(include_str!("support/lib.rs"));
        let mut tests = String::new();
        for module in &self.modules {
            let name = module.name();
            library.push_str(&format!("pub mod {name};\n"));
            tests.push_str(&format!("mod {name};\n"));
            for (path, text) in module.files() {
                add(format!("src/{path}"), text);
            }
            add(format!("tests/all/{name}.rs"), module.tests(&self.name()));
        }
        add(String::from("Cargo.toml"), self.manifest());
        add(String::from("src/lib.rs"), library);
        add(String::from("src/error.rs"), String::from(include_str!("support/error.rs")));
        add(String::from("tests/all/main.rs"), tests);
        files
    }
}

/// What the workspace says about featherfall.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Workspace {
    /// Nothing.
    Plain,
    /// It declares the version.
    Declares,
    /// It declares it under another name.
    Renames,
}

impl Workspace {
    /// All of them.
    pub(crate) const ALL: [Self; 3] = [Self::Plain, Self::Declares, Self::Renames];

    /// Its folder.
    pub(crate) fn folder(self) -> &'static str {
        match self {
            Self::Plain => "plain",
            Self::Declares => "declares",
            Self::Renames => "renames",
        }
    }

    /// Its manifest.
    pub(crate) fn manifest(self, members: &[String]) -> String {
        let runtime = runtime();
        let dependency = match self {
            Self::Plain => String::new(),
            Self::Declares => {
                format!("[workspace.dependencies]\nfeatherfall = {{ path = {runtime:?} }}\n")
            }
            Self::Renames => format!(
                "[workspace.dependencies]\nff = {{ package = \"featherfall\", path = {runtime:?} }}\n"
            ),
        };
        format!(
            "[workspace]\nresolver = \"2\"\nmembers = {members:?}\n\n{dependency}\n[patch.crates-io]\nfeatherfall = {{ path = {runtime:?} }}\nfeatherfall-core = {{ path = {:?} }}\nfeatherfall-macros = {{ path = {:?} }}\n\n[profile.dev]\ndebug = false\nincremental = false\n",
            root().join("runtime/core").display().to_string(),
            root().join("macros").display().to_string()
        )
    }
}

/// Makes the folder hold these files and no others; what is there already keeps its time, so that
/// cargo builds only what changed.
pub(crate) fn sync(folder: &Path, files: &Files) {
    for (path, text) in files {
        let path = folder.join(path);
        if fs::read(&path).is_ok_and(|there| there == *text) {
            continue;
        }
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    for path in read(folder).keys() {
        if !files.contains_key(path) && !path.ends_with("Cargo.lock") {
            fs::remove_file(folder.join(path)).unwrap();
        }
    }
}

/// The files of a folder by their path in it.
pub(crate) fn read(folder: &Path) -> Files {
    if !folder.exists() {
        return Files::new();
    }
    crate::common::files(folder)
        .into_iter()
        .map(|(path, bytes)| (path.strip_prefix(folder).unwrap().to_owned(), bytes))
        .collect()
}
