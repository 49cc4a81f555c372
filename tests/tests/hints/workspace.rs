//! Workspaces at random, and their manifests.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

/// A workspace, how it was built, and the gate in it.
#[derive(Clone, Debug)]
pub struct Workspace {
    pub resolver: u32,
    /// Whether the root package is that of the workspace.
    pub rooted: bool,
    /// The first is the root; each depends on later ones only.
    pub packages: Vec<Package>,
    pub build: Flags,
    pub gate: usize,
    /// A feature that cannot be part of a build here.
    pub never: Option<&'static str>,
}

#[derive(Clone, Debug)]
pub struct Package {
    pub name: String,
    pub version: String,
    /// Whether it calls `feature_set!()`.
    pub recorded: bool,
    pub features: Vec<(String, Vec<String>)>,
    pub dependencies: Vec<Dependency>,
}

#[derive(Clone, Debug)]
pub struct Dependency {
    pub name: String,
    pub to: usize,
    pub optional: bool,
    pub default_features: bool,
    pub features: Vec<String>,
    /// A `cfg(..)`, and whether it holds here.
    pub target: Option<(&'static str, bool)>,
    pub versioned: bool,
    /// Of `[build-dependencies]`.
    pub build: bool,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Flags {
    pub no_default: bool,
    pub features: Vec<String>,
}

impl Flags {
    pub fn arguments(&self) -> Vec<String> {
        let mut arguments = Vec::new();
        if self.no_default {
            arguments.push(String::from("--no-default-features"));
        }
        if !self.features.is_empty() {
            arguments.extend([String::from("--features"), self.features.join(",")]);
        }
        arguments
    }
}

impl Package {
    /// The features that a manifest gets for its optional dependencies.
    pub fn implicit(&self) -> Vec<String> {
        let named = |dependency: &&Dependency| {
            let explicit = format!("dep:{}", dependency.name);
            !self.features.iter().any(|(_, values)| values.contains(&explicit))
        };
        let optional = self.dependencies.iter().filter(|dependency| dependency.optional);
        let mut names: Vec<String> = optional.filter(named).map(|d| d.name.clone()).collect();
        names.dedup();
        names
    }

    pub fn feature_names(&self) -> Vec<String> {
        let declared = self.features.iter().map(|(name, _)| name.clone());
        declared.chain(self.implicit()).collect()
    }

    /// Whether another of its features turns on this one, whose name hides it.
    pub fn hides(&self, feature: &str) -> bool {
        feature.starts_with('_')
            && self.features.iter().any(|(name, values)| {
                name != feature && values.iter().any(|value| value == feature)
            })
    }
}

/// Splitmix64.
pub struct Random(pub u64);

impl Random {
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    pub fn below(&mut self, n: usize) -> usize {
        (self.next() % n.max(1) as u64) as usize
    }

    pub fn percent(&mut self, percent: u64) -> bool {
        self.next() % 100 < percent
    }

    pub fn of<'t, T>(&mut self, list: &'t [T]) -> &'t T {
        &list[self.below(list.len())]
    }
}

const PACKAGES: [&str; 6] = ["app", "mid", "net", "side", "util", "kern"];
const FEATURES: [&str; 9] =
    ["a", "b", "cuda", "flash-attn", "_cuda", "_b", "metal", "full", "extra_1"];
const TARGETS: [(&str, bool); 4] = [
    ("cfg(unix)", true),
    ("cfg(windows)", false),
    ("cfg(all(target_os = \"linux\", not(target_vendor = \"apple\")))", true),
    ("cfg(not(unix))", false),
];

impl Workspace {
    pub fn random(random: &mut Random) -> Self {
        let count = 1 + random.below(6).max(1);
        let complete = random.percent(60);
        let mut packages: Vec<Package> = Vec::new();
        for index in (0..count).rev() {
            // What it can depend on stands behind it in the end.
            let package = package(random, index, count, complete, &packages);
            packages.insert(0, package);
        }
        let mut workspace = Workspace {
            resolver: 1 + random.below(3) as u32,
            rooted: random.percent(50),
            packages,
            build: Flags::default(),
            gate: random.below(count),
            never: random.percent(25).then_some("metal"),
        };
        if workspace.gate == 0 && count > 1 && random.percent(70) {
            workspace.gate = 1 + random.below(count - 1);
        }
        if random.percent(8) && count > 3 {
            // Two versions of one package.
            let (a, b) = (2 + random.below(count - 3), count - 1);
            if a != b {
                workspace.packages[b].name = workspace.packages[a].name.clone();
                workspace.packages[b].version = String::from("0.2.0");
            }
        }
        workspace.build = workspace.flags(random);
        workspace
    }

    /// How somebody may build it.
    fn flags(&self, random: &mut Random) -> Flags {
        let root = &self.packages[0];
        let mut features = Vec::new();
        for name in root.feature_names() {
            if name != "default" && random.percent(25) {
                features.push(name);
            }
        }
        for dependency in root.dependencies.iter().filter(|dependency| !dependency.build) {
            let names = self.packages[dependency.to].feature_names();
            if !names.is_empty() && random.percent(12) {
                features.push(format!("{}/{}", dependency.name, random.of(&names)));
            }
        }
        Flags { no_default: random.percent(35), features }
    }

    pub fn folder(&self, index: usize) -> String {
        if index == 0 && self.rooted { String::from(".") } else { format!("p{index}") }
    }

    /// Writes it and returns the folder of the root package.
    pub fn write(&self, folder: &Path) -> PathBuf {
        let _ = fs::remove_dir_all(folder);
        for index in 0..self.packages.len() {
            let of = folder.join(self.folder(index));
            fs::create_dir_all(of.join("src")).unwrap();
            let source = if index == 0 { "main.rs" } else { "lib.rs" };
            let text = if index == 0 { "fn main() {}\n" } else { "" };
            fs::write(of.join("src").join(source), text).unwrap();
            fs::write(of.join("Cargo.toml"), self.manifest(index)).unwrap();
        }
        if !self.rooted {
            fs::write(folder.join("Cargo.toml"), self.table()).unwrap();
        }
        folder.join(self.folder(0))
    }

    fn table(&self) -> String {
        // Two members cannot have one name.
        let is_twin = |index: usize| {
            self.packages[..index].iter().any(|other| other.name == self.packages[index].name)
        };
        let folders = |twins: bool| -> String {
            let first = usize::from(self.rooted);
            let chosen = (first..self.packages.len()).filter(|&index| is_twin(index) == twins);
            chosen.map(|index| format!("\"{}\", ", self.folder(index))).collect()
        };
        format!(
            "[workspace]\nresolver = \"{}\"\nmembers = [{}]\nexclude = [{}]\n",
            self.resolver,
            folders(false),
            folders(true)
        )
    }

    pub fn manifest(&self, index: usize) -> String {
        let package = &self.packages[index];
        let mut text = format!(
            "[package]\nname = \"{}\"\nversion = \"{}\"\nedition = \"2021\"\n",
            package.name, package.version
        );
        if package.dependencies.iter().any(|dependency| dependency.build) {
            text.push_str("build = false\n");
        }
        if !package.features.is_empty() {
            text.push_str("\n[features]\n");
        }
        for (name, values) in &package.features {
            let _ = writeln!(text, "{name} = {values:?}");
        }
        for dependency in &package.dependencies {
            let kind = if dependency.build { "build-dependencies" } else { "dependencies" };
            let table = match dependency.target {
                Some((target, _)) => format!("[target.'{target}'.{kind}]"),
                None => format!("[{kind}]"),
            };
            let to = &self.packages[dependency.to];
            let up = if self.folder(index) == "." { "." } else { ".." };
            let mut entry = format!("path = \"{up}/{}\"", self.folder(dependency.to));
            if dependency.name != to.name {
                let _ = write!(entry, ", package = \"{}\"", to.name);
            }
            if dependency.versioned {
                let _ = write!(entry, ", version = \"{}\"", to.version);
            }
            if dependency.optional {
                entry.push_str(", optional = true");
            }
            if !dependency.default_features {
                entry.push_str(", default-features = false");
            }
            if !dependency.features.is_empty() {
                let _ = write!(entry, ", features = {:?}", dependency.features);
            }
            // A table is written once in a manifest, a header may be written for each entry.
            let name = &dependency.name;
            let _ = write!(text, "\n{}.{name}]\n", &table[..table.len() - 1]);
            let _ = writeln!(text, "{}", entry.replace(", ", "\n").replace("\"\n\"", "\", \""));
        }
        if index == 0 && self.rooted {
            let _ = write!(text, "\n{}", self.table());
        }
        text
    }

    /// All of it, to reproduce by hand.
    pub fn show(&self) -> String {
        let mut text = String::new();
        if !self.rooted {
            let _ = write!(text, "# ./Cargo.toml\n{}\n", self.table());
        }
        for index in 0..self.packages.len() {
            let recorded = if self.packages[index].recorded { "" } else { " (not recorded)" };
            let folder = self.folder(index);
            let _ = write!(text, "# {folder}/Cargo.toml{recorded}\n{}\n", self.manifest(index));
        }
        let _ = writeln!(text, "# built with {:?}, never {:?}", self.build.arguments(), self.never);
        text
    }
}

fn package(
    random: &mut Random,
    index: usize,
    count: usize,
    complete: bool,
    behind: &[Package],
) -> Package {
    let mut package = Package {
        name: String::from(PACKAGES[index]),
        version: String::from("0.1.0"),
        recorded: complete || random.percent(80),
        features: Vec::new(),
        dependencies: Vec::new(),
    };
    for (offset, to) in behind.iter().enumerate() {
        let far = offset > 0;
        if random.percent(if far { 30 } else { 75 }) {
            let names = to.feature_names();
            let mut features = Vec::new();
            if !names.is_empty() && random.percent(20) {
                features.push(random.of(&names).clone());
            }
            let renamed = random.percent(25);
            package.dependencies.push(Dependency {
                name: if renamed { format!("{}-x", to.name) } else { to.name.clone() },
                to: index + 1 + offset,
                optional: random.percent(30),
                default_features: random.percent(60),
                features,
                target: random.percent(15).then(|| *random.of(&TARGETS)),
                versioned: random.percent(40),
                build: random.percent(4),
            });
            if package.dependencies.last().is_some_and(|dependency| dependency.build) {
                package.dependencies.last_mut().unwrap().optional = false;
            }
        }
    }
    let wanted = random.below(6) + usize::from(index + 1 == count);
    let mut names: Vec<&str> = Vec::new();
    for _ in 0..wanted {
        let name = *random.of(&FEATURES);
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names.sort_unstable();
    if random.percent(60) {
        names.push("default");
    }
    for name in &names {
        let mut values = Vec::new();
        for _ in 0..random.below(4) {
            if let Some(value) = value(random, name, &names, &package.dependencies, behind, index)
                && !values.contains(&value)
            {
                values.push(value);
            }
        }
        package.features.push(((*name).to_owned(), values));
    }
    // A name without `dep:` stands for the feature of the dependency, which `dep:` takes away.
    let implicit = package.implicit();
    let optional: Vec<String> =
        package.dependencies.iter().filter(|d| d.optional).map(|d| d.name.clone()).collect();
    for (_, values) in &mut package.features {
        values.retain(|value| !optional.contains(value) || implicit.contains(value));
    }
    package
}

fn value(
    random: &mut Random,
    name: &str,
    names: &[&str],
    dependencies: &[Dependency],
    behind: &[Package],
    index: usize,
) -> Option<String> {
    if dependencies.is_empty() || random.percent(40) {
        // Cycles among features are as good as any, but none turns itself on at once.
        let other = *random.of(names);
        return (other != name && other != "default").then(|| other.to_owned());
    }
    let dependency = random.of(dependencies);
    if dependency.build {
        return None;
    }
    if dependency.optional && random.percent(25) {
        let dep = if random.percent(60) { "dep:" } else { "" };
        return Some(format!("{dep}{}", dependency.name));
    }
    let of = behind[dependency.to - index - 1].feature_names();
    if of.is_empty() {
        return None;
    }
    // Mostly the feature of the same name, as forwards are.
    let feature = of.iter().find(|of| *of == name && random.percent(50)).cloned();
    let feature = feature.unwrap_or_else(|| random.of(&of).clone());
    let weak = if dependency.optional && random.percent(40) { "?" } else { "" };
    Some(format!("{}{weak}/{feature}", dependency.name))
}
