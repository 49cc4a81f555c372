//! Puts `#[requires_feature]` on every function of published crates and runs their tests.
//!
//! ```text
//! cargo run --release -p featherfall-tests --example transparency [all | CRATE[@VERSION][+FEATURE,..] ..]
//! ```
//!
//! `all` takes about half an hour.
//!
//! With the feature on, the same unit tests must pass as before; with it off, everything must
//! compile, `otherwise` being a panic, or the body once more where `impl Trait` is returned, which a
//! panic is not. Left out, because the contract leaves them out: `const fn`, which cannot panic in
//! every context, and functions that return `!`; and those of whose `impl Trait` nothing follows for the
//! type of another value. Functions that macros make are not seen.

use std::collections::BTreeSet;
use std::error::Error;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::process::Command;

use proc_macro2::LineColumn;
use syn::spanned::Spanned;
use syn::visit::{self, Visit};

type Result<T> = std::result::Result<T, Box<dyn Error>>;

/// Small crates with good unit tests in their sources.
const DEFAULT: [&str; 3] = ["textwrap@0.16", "indexmap@2", "memchr@2"];

/// Parsers, encoders, geometry, async and network protocols; many functions are in macros' reach.
const ALL: &[&str] = &[
    "textwrap@0.16",
    "indexmap@2",
    "memchr@2",
    "regex-syntax@0.8",
    "aho-corasick@1",
    "gimli@0.34",
    "clap_builder@4",
    "regex-automata@0.4",
    "winnow@1",
    "chrono@0.4",
    "petgraph@0.8",
    "taffy@0.15",
    "kurbo@0.13",
    "euclid@0.22",
    "object@0.40",
    "h2@0.4",
    "futures-util@0.3",
    "rhai@1",
    "num-bigint@0.5",
    "smallvec@1",
    "quinn-proto@0.11",
    "fancy-regex@0.20",
    "csv@1",
    "fst@0.4",
    "half@2",
    "minijinja@3",
    "quick-xml@0.42",
    "http@1",
    "tungstenite@0.30",
    "uuid@1",
    "actix-http@3",
    "backon@1",
    "tokio@1+full,test-util",
    "tokio-util@0.7+full",
];

/// Traits that tell the type of a value that is none without them.
const DECIDING: [&str; 8] = [
    "Iterator",
    "DoubleEndedIterator",
    "ExactSizeIterator",
    "IntoIterator",
    "Future",
    "Fn",
    "FnMut",
    "FnOnce",
];

const PANIC: &str = "::core::panic!(\"off\")";

fn main() -> Result<()> {
    let mut crates: Vec<String> = std::env::args().skip(1).collect();
    match &crates[..] {
        [] => crates = DEFAULT.map(str::to_owned).to_vec(),
        [all] if all == "all" => crates = ALL.iter().map(|&it| it.to_owned()).collect(),
        _ => {}
    }
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("..").canonicalize()?;
    let folder = std::env::var_os("CARGO_TARGET_DIR")
        .map_or_else(|| root.join("target"), PathBuf::from)
        .join("transparency");
    std::fs::create_dir_all(&folder)?;
    let sources = fetch(&folder, &crates)?;
    let mut functions = 0;
    let mut failed = false;
    for (one, source) in crates.iter().zip(sources) {
        let Crate { name, features, .. } = Crate::parse(one);
        match check(&root, &folder, &source, &folder.join(name), features) {
            Ok(Some((count, skipped, passed))) => {
                functions += count;
                println!(
                    "ok      {name}: {count} functions annotated, {skipped} left out, {passed} tests pass"
                );
            }
            Ok(None) => println!("unfit   {name}: its own tests do not build from the package"),
            Err(error) => {
                failed = true;
                println!("FAILED  {name}: {error}");
            }
        }
    }
    println!("{functions} functions");
    if failed { Err("not transparent".into()) } else { Ok(()) }
}

/// What an argument names.
struct Crate<'a> {
    name: &'a str,
    version: &'a str,
    features: &'a str,
}

impl<'a> Crate<'a> {
    fn parse(argument: &'a str) -> Self {
        let (package, features) = argument.split_once('+').unwrap_or((argument, ""));
        let (name, version) = package.split_once('@').unwrap_or((package, "*"));
        Self { name, version, features }
    }
}

/// Downloads the crates; where their sources are.
fn fetch(folder: &Path, crates: &[String]) -> Result<Vec<PathBuf>> {
    let project = folder.join("fetch");
    std::fs::create_dir_all(project.join("src"))?;
    std::fs::write(project.join("src/lib.rs"), "")?;
    let mut manifest = String::from(
        "[package]\nname = \"fetch\"\nedition = \"2024\"\n[workspace]\n[dependencies]\n",
    );
    for one in crates {
        let Crate { name, version, .. } = Crate::parse(one);
        manifest.push_str(&format!(
            "{name} = {{ version = \"{version}\", default-features = false }}\n"
        ));
    }
    std::fs::write(project.join("Cargo.toml"), manifest)?;
    let output = Command::new("cargo")
        .args(["metadata", "--format-version=1"])
        .current_dir(&project)
        .output()?;
    if !output.status.success() {
        return Err(String::from_utf8_lossy(&output.stderr).into_owned().into());
    }
    let metadata: serde_json::Value = serde_json::from_slice(&output.stdout)?;
    let packages = metadata["packages"].as_array().ok_or("no packages")?;
    crates
        .iter()
        .map(|one| {
            let name = Crate::parse(one).name;
            let manifest = packages
                .iter()
                .find(|package| package["name"] == name)
                .and_then(|package| package["manifest_path"].as_str())
                .ok_or_else(|| format!("{name} was not fetched"))?;
            let source = Path::new(manifest).parent().ok_or("no folder")?;
            Ok(source.to_owned())
        })
        .collect()
}

/// The number of annotated functions, of those left out, and of tests that pass; `None` if the
/// crate's tests cannot be built as published.
fn check(
    root: &Path,
    folder: &Path,
    source: &Path,
    copy: &Path,
    features: &str,
) -> Result<Option<(usize, usize, usize)>> {
    if copy.exists() {
        std::fs::remove_dir_all(copy)?;
    }
    copy_folder(source, copy)?;
    let manifest = copy.join("Cargo.toml");
    let mut text = std::fs::read_to_string(&manifest)?;
    text.push_str("\n[workspace]\n");
    std::fs::write(&manifest, &text)?;
    let Ok(before) = test(copy, folder, features) else { return Ok(None) };

    let on = "featherfall-on = []\n";
    let text = if text.contains("[features]\n") {
        text.replacen("[features]\n", &format!("[features]\n{on}"), 1)
    } else {
        format!("{text}\n[features]\n{on}")
    };
    let dependency =
        format!("\n[dependencies.featherfall]\npath = \"{}\"\n", root.join("runtime").display());
    std::fs::write(&manifest, text + &dependency)?;
    let (mut count, mut skipped) = (0, 0);
    for file in sources(&copy.join("src"))? {
        let (annotated, left_out) = annotate(&file)?;
        count += annotated;
        skipped += left_out;
    }
    let after = test(copy, folder, &format!("{features},featherfall-on"))?;
    if before != after {
        let changed: Vec<&String> = before.symmetric_difference(&after).take(10).collect();
        return Err(format!("other results than before: {changed:#?}").into());
    }
    // Helpers that only the gated bodies call are dead code now, an error where a crate denies it.
    let capped = ["--config", "build.rustflags=['--cap-lints=warn']"];
    cargo(copy, folder, &[&["check", "--quiet", "--features", features], &capped[..]].concat())?;
    let passed = before.iter().filter(|it| it.ends_with(" ok")).count();
    Ok(Some((count, skipped, passed)))
}

/// Runs the unit tests; what becomes of each. Some fail as published, without files that the package
/// lacks: they must fail as before.
fn test(copy: &Path, folder: &Path, features: &str) -> Result<BTreeSet<String>> {
    cargo(copy, folder, &["test", "--lib", "--no-run", "--features", features])?;
    let output = command(copy, folder, &["test", "--lib", "--features", features]).output()?;
    let text = String::from_utf8_lossy(&output.stdout);
    if !text.contains("test result") {
        return Err("the tests did not run to the end".into());
    }
    let is_test = |line: &&str| line.starts_with("test ") && line.contains(" ... ");
    Ok(text.lines().filter(is_test).map(str::to_owned).collect())
}

/// Dozens of crates share one folder, so it holds nothing that is only for debuggers and rebuilds.
fn command(copy: &Path, folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new("cargo");
    command
        .args(arguments)
        .current_dir(copy)
        .env("CARGO_TARGET_DIR", folder.join("target"))
        .env("CARGO_INCREMENTAL", "0")
        .env("CARGO_PROFILE_DEV_DEBUG", "0");
    command
}

fn cargo(copy: &Path, folder: &Path, arguments: &[&str]) -> Result<()> {
    let output = command(copy, folder, arguments).output()?;
    if !output.status.success() {
        let text = String::from_utf8_lossy(&output.stderr);
        let errors: Vec<&str> = text.lines().filter(|line| line.starts_with("error")).collect();
        return Err(format!("{arguments:?}: {} errors\n{text}", errors.len()).into());
    }
    Ok(())
}

fn copy_folder(from: &Path, to: &Path) -> Result<()> {
    std::fs::create_dir_all(to)?;
    for entry in std::fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy_folder(&entry.path(), &target)?;
        } else if entry.file_name() != "Cargo.lock" {
            std::fs::copy(entry.path(), target)?;
        }
    }
    Ok(())
}

fn sources(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            files.extend(sources(&path)?);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
    Ok(files)
}

/// Inserts the attribute in front of every function of the file.
fn annotate(file: &Path) -> Result<(usize, usize)> {
    let text = std::fs::read_to_string(file)?;
    let Ok(syntax) = syn::parse_file(&text) else { return Ok((0, 0)) };
    let mut found = Functions::default();
    found.visit_file(&syntax);
    found.places.sort_by_key(|(place, _)| (place.line, place.column));
    let mut lines: Vec<String> = text.split_inclusive('\n').map(str::to_owned).collect();
    for (place, body) in found.places.iter().rev() {
        let otherwise = body.clone().map_or(PANIC, |body| &text[body]);
        let attribute = format!(
            "#[::featherfall::requires_feature(\"featherfall-on\", otherwise = {otherwise})] "
        );
        let line = &mut lines[place.line - 1];
        let index = line.char_indices().nth(place.column).map_or(line.len(), |(index, _)| index);
        line.insert_str(index, &attribute);
    }
    std::fs::write(file, lines.concat())?;
    Ok((found.places.len(), found.left_out))
}

/// Where functions begin, behind their doc comments and attributes; with the bytes of the body if it
/// is the only value of its type.
#[derive(Default)]
struct Functions {
    places: Vec<(LineColumn, Option<Range<usize>>)>,
    left_out: usize,
}

impl Functions {
    fn function(&mut self, start: LineColumn, sig: &syn::Signature, body: &syn::Block) {
        let output = match &sig.output {
            syn::ReturnType::Type(_, ty) => quote::quote!(#ty).to_string(),
            syn::ReturnType::Default => String::new(),
        };
        let words: Vec<&str> = output.split_whitespace().collect();
        let mut opaque = words.windows(2).filter(|pair| pair[0] == "impl").map(|pair| pair[1]);
        let is_opaque = words.contains(&"impl");
        let is_unknown = is_opaque && !opaque.all(|name| DECIDING.contains(&name));
        if sig.constness.is_some() || output == "!" || sig.ident == "main" || is_unknown {
            self.left_out += 1;
            return;
        }
        self.places.push((start, is_opaque.then(|| body.span().byte_range())));
    }
}

fn start(vis: &syn::Visibility, sig: &syn::Signature) -> LineColumn {
    match vis {
        syn::Visibility::Inherited => sig.span().start(),
        vis => vis.span().start(),
    }
}

impl<'ast> Visit<'ast> for Functions {
    fn visit_item_fn(&mut self, function: &'ast syn::ItemFn) {
        self.function(start(&function.vis, &function.sig), &function.sig, &function.block);
        visit::visit_item_fn(self, function);
    }

    fn visit_impl_item_fn(&mut self, function: &'ast syn::ImplItemFn) {
        self.function(start(&function.vis, &function.sig), &function.sig, &function.block);
        visit::visit_impl_item_fn(self, function);
    }

    fn visit_trait_item_fn(&mut self, function: &'ast syn::TraitItemFn) {
        if let Some(body) = &function.default {
            self.function(function.sig.span().start(), &function.sig, body);
        }
        visit::visit_trait_item_fn(self, function);
    }
}
