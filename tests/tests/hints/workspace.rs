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
    /// Whether a test of the root package asks, for which its `[dev-dependencies]` count.
    pub tested: bool,
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
    pub table: Table,
    /// Whether it stands in `[workspace.dependencies]`, if another does not stand there already.
    pub inherited: bool,
}

/// Where a dependency stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Table {
    Normal,
    Build,
    Dev,
}

impl Dependency {
    pub fn normal(name: &str, to: usize) -> Self {
        Self {
            name: name.to_owned(),
            to,
            optional: false,
            default_features: true,
            features: Vec::new(),
            target: None,
            versioned: false,
            table: Table::Normal,
            inherited: false,
        }
    }

    /// Whether programs for this target use it.
    pub fn is_here(&self) -> bool {
        self.table == Table::Normal && self.target.is_none_or(|(_, holds)| holds)
    }
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
const FEATURES: [&str; 11] = [
    "a",
    "b",
    "cuda",
    "flash-attn",
    "_cuda",
    "_b",
    "metal",
    "full",
    "extra_1",
    "c++17",
    "cuda-12.4",
];
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
            tested: random.percent(15),
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
        for index in 0..count {
            // Tests use the package itself with more features, and packages that use it.
            let to = if random.percent(50) { index } else { random.below(count) };
            if random.percent(12) && !workspace.is_twin(to) && !workspace.is_twin(index) {
                let of = &workspace.packages[to];
                let (name, names) = (of.name.clone(), of.feature_names());
                let features =
                    if names.is_empty() { vec![] } else { vec![random.of(&names).clone()] };
                let default_features = random.percent(60);
                let table = Table::Dev;
                workspace.packages[index].dependencies.push(Dependency {
                    features,
                    default_features,
                    table,
                    ..Dependency::normal(&name, to)
                });
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
        for dependency in root.dependencies.iter().filter(|it| it.table == Table::Normal) {
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

    /// Whether an earlier package has its name, so that it cannot be a member as well.
    pub fn is_twin(&self, index: usize) -> bool {
        self.packages[..index].iter().any(|other| other.name == self.packages[index].name)
    }

    /// What members inherit: the first of each name.
    fn inherited(&self) -> Vec<&Dependency> {
        let members = (0..self.packages.len()).filter(|&index| !self.is_twin(index));
        let mut found: Vec<&Dependency> = Vec::new();
        for entry in members.flat_map(|index| &self.packages[index].dependencies) {
            if entry.inherited && !found.iter().any(|other| other.name == entry.name) {
                found.push(entry);
            }
        }
        found
    }

    fn table(&self) -> String {
        let folders = |twins: bool| -> String {
            let first = usize::from(self.rooted);
            let chosen = (first..self.packages.len()).filter(|&index| self.is_twin(index) == twins);
            chosen.map(|index| format!("\"{}\", ", self.folder(index))).collect()
        };
        let mut text = format!(
            "[workspace]\nresolver = \"{}\"\nmembers = [{}]\nexclude = [{}]\n",
            self.resolver,
            folders(false),
            folders(true)
        );
        for entry in self.inherited() {
            let _ = write!(text, "\n[workspace.dependencies.{}]\n", entry.name);
            text.push_str(&self.keys(".", entry));
        }
        text
    }

    /// What stands below the header of a dependency, seen from a folder `up` of the workspace.
    fn keys(&self, up: &str, dependency: &Dependency) -> String {
        let to = &self.packages[dependency.to];
        let mut text = format!("path = \"{up}/{}\"\n", self.folder(dependency.to));
        if dependency.name != to.name {
            let _ = writeln!(text, "package = \"{}\"", to.name);
        }
        if dependency.versioned {
            let _ = writeln!(text, "version = \"{}\"", to.version);
        }
        if !dependency.default_features {
            text.push_str("default-features = false\n");
        }
        if !dependency.features.is_empty() {
            let _ = writeln!(text, "features = {:?}", dependency.features);
        }
        text
    }

    pub fn manifest(&self, index: usize) -> String {
        let package = &self.packages[index];
        let mut text = format!(
            "[package]\nname = \"{}\"\nversion = \"{}\"\nedition = \"2021\"\n",
            package.name, package.version
        );
        if package.dependencies.iter().any(|it| it.table == Table::Build) {
            text.push_str("build = false\n");
        }
        if !package.features.is_empty() {
            text.push_str("\n[features]\n");
        }
        for (name, values) in &package.features {
            let _ = writeln!(text, "{name:?} = {values:?}");
        }
        let inherited = if self.is_twin(index) { Vec::new() } else { self.inherited() };
        for dependency in &package.dependencies {
            let kind = match dependency.table {
                Table::Normal => "dependencies",
                Table::Build => "build-dependencies",
                Table::Dev => "dev-dependencies",
            };
            let target = dependency
                .target
                .map_or_else(String::new, |(target, _)| format!("target.'{target}'."));
            // A table is written once in a manifest, a header may be written for each entry.
            let _ = write!(text, "\n[{target}{kind}.{}]\n", dependency.name);
            let same = |it: &&&Dependency| {
                let key = |of: &Dependency| {
                    (of.to, of.default_features, of.versioned, of.features.clone())
                };
                it.name == dependency.name && key(it) == key(dependency)
            };
            if dependency.inherited && inherited.iter().any(|it| same(&it)) {
                text.push_str("workspace = true\n");
            } else {
                let up = if self.folder(index) == "." { "." } else { ".." };
                text.push_str(&self.keys(up, dependency));
            }
            if dependency.optional {
                text.push_str("optional = true\n");
            }
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
        let _ = writeln!(
            text,
            "# built with {:?}, tested {}, never {:?}",
            self.build.arguments(),
            self.tested,
            self.never
        );
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
            let mut dependency = Dependency {
                name: if renamed { format!("{}-x", to.name) } else { to.name.clone() },
                to: index + 1 + offset,
                optional: random.percent(30),
                default_features: random.percent(60),
                features,
                target: random.percent(15).then(|| *random.of(&TARGETS)),
                versioned: random.percent(40),
                table: if random.percent(4) { Table::Build } else { Table::Normal },
                inherited: random.percent(25),
            };
            dependency.optional &= dependency.table == Table::Normal;
            package.dependencies.push(dependency.clone());
            if random.percent(12) && dependency.table == Table::Normal {
                // The same in another table.
                let target = random.percent(60).then(|| *random.of(&TARGETS));
                let table = if target == dependency.target { Table::Build } else { Table::Normal };
                package.dependencies.push(Dependency {
                    features: if names.is_empty() {
                        vec![]
                    } else {
                        vec![random.of(&names).clone()]
                    },
                    default_features: random.percent(60),
                    optional: dependency.optional && table == Table::Normal,
                    target,
                    table,
                    ..dependency
                });
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
        let is_likely = other != "default" || random.percent(20);
        return (other != name && is_likely).then(|| other.to_owned());
    }
    let dependency = random.of(dependencies);
    if dependency.table != Table::Normal {
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
