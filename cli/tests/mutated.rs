//! Damaged sources: nothing crashes, and what `adopt` writes always parses.
//!
//! `MUTATED=200000 cargo test --release --test mutated` damages more of them;
//! `MUTATED_FROM=folder` takes the sources from there, in place of the fixtures and this package.

mod common;

use std::fs;
use std::path::{Path, PathBuf};

use common::{featherfall, stderr, stdout};

/// Files in one package; the program runs over all of them at once.
const BATCH: usize = 250;

/// Larger files have nothing that smaller ones lack, and take longer.
const MAX_BYTES: usize = 40_000;

/// A small generator of numbers that look random (xorshift).
struct Random(u64);

impl Random {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % end.max(1) as u64).unwrap()
    }

    fn one<'a, T>(&mut self, of: &'a [T]) -> &'a T {
        &of[self.below(of.len())]
    }
}

/// What is put into the text: what the commands look for, and what breaks the lexer.
const WORDS: &[&str] = &[
    "#[cfg(feature = \"cuda\")]\n",
    "#[cfg(not(feature = \"cuda\"))]\n",
    "#[cfg(all(feature = \"cuda\", not(feature = \"metal\")))]\n",
    "#[cfg(not(any(feature = \"cuda\", feature = \"metal\")))]\n",
    "#[cfg(not(target_os = \"linux\"))]\n",
    "#[cfg_attr(feature = \"cuda\", inline)]\n",
    "#![cfg(feature = \"cuda\")]\n",
    "#[inline(always)]\n",
    "#[allow(unused_variables)]\n",
    "/// A sentence.\n",
    "/* a /* b */ */",
    "// TODO: x\r\n",
    "unimplemented!()",
    "candle::bail!(\"A does not support imatrix\")",
    "if imatrix.is_some() { candle::bail!(\"HQQ does not support imatrix.\") }\n",
    "Err(Error::NotCompiledWithCudaSupport)",
    "return Ok(());",
    "let _ = x;",
    "fn f(_: u8) -> Result<u8> { todo!() }\n",
    "impl X { fn g(&self, _x: u8) -> u8 { 1 } }\n",
    "featherfall::feature_gated! { \"cuda\" => 1, _ => 2 }",
    "#[featherfall::requires_feature(\"cuda\", otherwise = 1)]\n",
    "const ",
    "async ",
    "unsafe ",
    "mut ",
    "&'a ",
    "<T: Into<u8>>",
    "=> ",
    ";",
    ",",
    "{",
    "}",
    "(",
    ")",
    "\"",
    "'",
    "r#\"",
    "\"#",
    "/*",
    "//",
    "\\",
    "\u{feff}",
    "\r\n",
    "\r",
    "\t",
    "\0",
    "\u{20ac}\u{e4}",
    "\u{202e}",
];

/// The source with a few changes, most of them small enough that it still parses.
fn damaged(source: &str, others: &[String], random: &mut Random) -> Vec<u8> {
    let mut text = source.to_owned();
    for _ in 0..=random.below(3) {
        let mut lines: Vec<String> = text.split_inclusive('\n').map(str::to_owned).collect();
        if lines.is_empty() {
            lines.push(String::new());
        }
        let at = random.below(lines.len());
        match random.below(14) {
            0 => drop(lines.remove(at)),
            1 => lines.insert(at, lines[at].clone()),
            2 => {
                let other = random.below(lines.len());
                lines.swap(at, other);
            }
            // An attribute goes somewhere else.
            3 | 4 => {
                let is_cfg = |line: &&String| line.contains("#[cfg");
                let cfgs: Vec<String> = lines.iter().filter(is_cfg).cloned().collect();
                if !cfgs.is_empty() {
                    lines.insert(at, random.one::<String>(&cfgs).clone());
                }
            }
            // One name takes the place of another.
            5..=7 => {
                let names = |line: &str| -> Vec<String> {
                    let words = line.split(|c: char| !c.is_alphanumeric() && c != '_');
                    words.filter(|it| !it.is_empty()).map(str::to_owned).collect()
                };
                let (here, there) = (names(&lines[at]), names(random.one::<String>(&lines)));
                if !here.is_empty() && !there.is_empty() {
                    let (old, new) = (random.one(&here).clone(), random.one(&there).clone());
                    lines[at] = lines[at].replacen(&old, &new, 1);
                }
            }
            8 | 9 => lines.insert(at, (*random.one(WORDS)).to_owned()),
            10 => {
                let word = *random.one(WORDS);
                let inside = boundary(&lines[at], random);
                lines[at].insert_str(inside, word);
            }
            11 => {
                let (from, to) = (boundary(&lines[at], random), boundary(&lines[at], random));
                lines[at].replace_range(from.min(to)..from.max(to), "");
            }
            12 => {
                let other: Vec<&str> = random.one::<String>(others).split_inclusive('\n').collect();
                let from = random.below(other.len());
                let to = (from + random.below(30)).min(other.len());
                lines.insert(at, other[from..to].concat());
            }
            _ => lines.truncate(at + 1),
        }
        text = lines.concat();
    }
    if random.below(20) == 0 {
        text = text.replace("\r\n", "\n").replace('\n', "\r\n");
    }
    let mut bytes = text.into_bytes();
    if random.below(50) == 0 && !bytes.is_empty() {
        let at = random.below(bytes.len());
        bytes[at] = u8::try_from(random.below(256)).unwrap();
    }
    bytes
}

/// A byte of the text at which a character begins.
fn boundary(text: &str, random: &mut Random) -> usize {
    let mut at = random.below(text.len() + 1);
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

fn sources(folder: &Path, found: &mut Vec<String>) {
    let mut entries: Vec<PathBuf> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|it| it == "rs") {
            found.extend(fs::read_to_string(path).ok().filter(|it| it.len() <= MAX_BYTES));
        }
    }
}

fn parses(bytes: &[u8]) -> bool {
    let parses = std::str::from_utf8(bytes).is_ok_and(|text| syn::parse_file(text).is_ok());
    proc_macro2::extra::invalidate_current_thread_spans();
    parses
}

#[test]
fn what_is_written_parses_and_a_second_run_has_nothing_to_do() {
    let count: usize = std::env::var("MUTATED").map_or(500, |it| it.parse().unwrap());
    let mut originals = Vec::new();
    if let Some(folder) = std::env::var_os("MUTATED_FROM") {
        sources(Path::new(&folder), &mut originals);
    } else {
        let package = Path::new(env!("CARGO_MANIFEST_DIR"));
        sources(&package.join("tests/adopt"), &mut originals);
        sources(&package.join("src/convert"), &mut originals);
    }
    let gated: Vec<String> =
        originals.iter().filter(|it| it.contains("not(") && it.contains("cfg")).cloned().collect();
    assert!(!gated.is_empty(), "no source holds a fallback");
    let mut random = Random(0x9e37_79b9_7f4a_7c15);
    let (mut tried, mut parsed, mut changed) = (0, 0, 0);
    while tried < count {
        let folder = tempfile::tempdir().unwrap().keep();
        let (was_parsed, was_changed) = batch(&folder, &originals, &gated, &mut random);
        fs::remove_dir_all(folder).unwrap();
        tried += BATCH;
        parsed += was_parsed;
        changed += was_changed;
    }
    println!("{tried} damaged sources: {parsed} parse, {changed} were converted");
    assert!(changed > 0, "nothing was converted");
}

/// Comments that have a line of their own.
fn comments(bytes: &[u8]) -> Vec<String> {
    let text = String::from_utf8_lossy(bytes);
    let lines = text.lines().map(str::trim);
    lines.filter(|it| it.starts_with("// ")).map(str::to_owned).collect()
}

/// How many files of one batch parse and were converted. The folder is kept if something is wrong.
fn batch(
    folder: &Path,
    originals: &[String],
    gated: &[String],
    random: &mut Random,
) -> (usize, usize) {
    let is_dummy = |index: usize| index.is_multiple_of(5);
    let path = |index: usize| {
        // The name, too, says what a dummy is.
        let name = if is_dummy(index) { "dummy_" } else { "m" };
        folder.join(format!("src/{name}{index}.rs"))
    };
    let mut root = String::new();
    let mut before = Vec::new();
    let features = ["cuda", "metal", "gpu", "fast", "flash-attn"].map(|it| format!("{it} = []\n"));
    let manifest = "[package]\nname = \"sample\"\nversion = \"0.1.0\"\nedition = \"2021\"\n\n";
    fs::create_dir(folder.join("src")).unwrap();
    fs::write(folder.join("Cargo.toml"), format!("{manifest}[features]\n{}", features.concat()))
        .unwrap();
    for index in 0..BATCH {
        let from = if random.below(4) == 0 { originals } else { gated };
        let source = random.one::<String>(from);
        let bytes = damaged(source, originals, random);
        let path = path(index);
        let name = path.file_stem().unwrap().to_str().unwrap();
        if is_dummy(index) {
            root.push_str("#[cfg(not(feature = \"cuda\"))]\n");
        }
        root.push_str(&format!("mod {name};\n"));
        fs::write(&path, &bytes).unwrap();
        before.push(bytes);
    }
    fs::write(folder.join("src/lib.rs"), root).unwrap();
    for arguments in [&["audit"][..], &["report"], &["adopt", "--write", "--choices", "--partial"]]
    {
        let output = featherfall(folder, arguments);
        assert!(
            matches!(output.status.code(), Some(0 | 1)) && !stderr(&output).contains("panicked"),
            "{arguments:?} in {}: {:?}\n{}",
            folder.display(),
            output.status,
            stderr(&output)
        );
    }
    let (mut parsed, mut changed) = (0, 0);
    for (index, before) in before.iter().enumerate() {
        let after = fs::read(path(index)).unwrap();
        parsed += usize::from(parses(before));
        if after != *before {
            changed += 1;
            assert!(parses(before), "{}: it did not parse before", path(index).display());
            assert!(parses(&after), "{}: it does not parse", path(index).display());
            for comment in comments(before) {
                let is_kept = String::from_utf8_lossy(&after).contains(&comment);
                assert!(is_kept, "{}: `{comment}` is lost", path(index).display());
            }
        }
    }
    let again = featherfall(folder, &["adopt", "--choices"]);
    assert_eq!(stdout(&again), "", "a second run in {}", folder.display());
    (parsed, changed)
}
