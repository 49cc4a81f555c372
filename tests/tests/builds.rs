//! What the optimiser makes of annotated functions, and what the linker keeps of the registry.
//!
//! Compiles `fixture-builds` in several ways, in a target directory that is kept between runs.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// The target directory of these builds.
fn target() -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join("builds")
}

/// Runs cargo on the fixture; gives back what it prints.
fn cargo(arguments: &[&str]) -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/builds");
    featherfall_tests::cargo::cargo(&folder, &target(), arguments)
}

/// The assembly of each function whose name is not mangled.
fn assembly(name: &str, features: &str) -> BTreeMap<String, Vec<String>> {
    let file = target().join(format!("{name}.s"));
    let emit = format!("asm={}", file.display());
    cargo(&[
        "rustc",
        "--lib",
        "--release",
        "--features",
        features,
        "--",
        "--emit",
        &emit,
        "-C",
        "codegen-units=1",
    ]);
    functions(&std::fs::read_to_string(file).unwrap())
}

fn functions(text: &str) -> BTreeMap<String, Vec<String>> {
    let mut functions = BTreeMap::new();
    let mut lines = text.lines();
    let mut declared = "";
    while let Some(line) = lines.next() {
        if let Some(rest) = line.trim().strip_prefix(".type") {
            declared = rest.trim().strip_suffix(",@function").unwrap_or_default();
        }
        let is_ours = |name: &&str| *name == declared && !name.starts_with('_');
        let Some(name) = line.strip_suffix(':').filter(is_ours) else { continue };
        let body: Vec<&str> =
            lines.by_ref().take_while(|line| !line.starts_with(".Lfunc_end")).collect();
        functions.insert(name.to_owned(), normalised(&body));
    }
    functions
}

/// The lines with local labels numbered as they appear, and without the hashes of mangled names.
fn normalised(lines: &[&str]) -> Vec<String> {
    let mut labels: Vec<String> = Vec::new();
    let is_part = |character: char| character.is_alphanumeric() || "._$".contains(character);
    let mut of_word = |word: &str| -> String {
        if word.starts_with(".L") {
            let known = labels.iter().position(|label| label == word);
            let number = known.unwrap_or_else(|| {
                labels.push(word.to_owned());
                labels.len() - 1
            });
            return format!(".L{number}");
        }
        match word.rsplit_once("17h") {
            Some((name, hash)) if hash.len() == 17 && word.starts_with("_ZN") => name.to_owned(),
            _ => word.to_owned(),
        }
    };
    let mut normal = Vec::new();
    for line in lines {
        let mut text = String::new();
        let mut rest = line.split('#').next().unwrap_or_default().trim();
        while !rest.is_empty() {
            let end = rest.find(|character| !is_part(character)).unwrap_or(rest.len());
            if end == 0 {
                let next = rest.chars().next().map_or(1, char::len_utf8);
                text.push_str(&rest[..next]);
                rest = &rest[next..];
            } else {
                text.push_str(&of_word(&rest[..end]));
                rest = &rest[end..];
            }
        }
        if !text.is_empty() {
            normal.push(text);
        }
    }
    normal
}

#[cfg(all(target_os = "linux", any(target_arch = "x86_64", target_arch = "aarch64")))]
#[test]
fn an_annotated_function_is_the_machine_code_of_the_handwritten_one() {
    let by_hand = assembly("by_hand", "fast");
    let annotated = assembly("annotated", "fast,gated");
    let names: Vec<&String> = by_hand.keys().collect();
    assert_eq!(
        names,
        [
            "at_address",
            "bits",
            "boxed",
            "checked",
            "constant",
            "dot",
            "largest_of_both",
            "lookup",
            "method",
            "moved",
            "own_error",
            "patterns",
            "poll",
            "poll_and_drop",
            "poll_countdown",
            "stops",
            "sum_of_items",
        ]
    );
    for (name, code) in &by_hand {
        let returns = code.iter().any(|line| line.starts_with("ret"));
        assert_eq!(returns, name != "stops", "{name} has code: {code:#?}");
        assert_eq!(annotated.get(name), Some(code), "{name}");
    }
}

#[test]
fn other_code_is_not_taken_for_the_same() {
    let code = |instruction: &str| {
        let text = format!(
            "\t.type\tf,@function\nf:\n\t.cfi_startproc\n.LBB7_1:\n\t{instruction}\n\tjmp\t.LBB7_1\n.Lfunc_end7:\n"
        );
        functions(&text)["f"].clone()
    };
    assert_eq!(code("nop"), [".cfi_startproc", ".L0:", "nop", "jmp\t.L0"]);
    assert_ne!(code("nop"), code("ud2"));
    assert_eq!(code("call _ZN1a1b17h0123456789abcdefE"), code("call _ZN1a1b17hfedcba9876543210E"));
    assert_ne!(code("call _ZN1a1b17h0123456789abcdefE"), code("call _ZN1a1c17h0123456789abcdefE"));
}

/// What the fixture's program prints: the capabilities, and the report without its title.
fn listed(profile: &[&str], features: &[&str]) -> (Vec<String>, Vec<String>) {
    let output = cargo(&[&["run", "--quiet", "--features", "gated"], profile, features].concat());
    let (capabilities, report) = output.split_once("featherfall ").unwrap();
    let lines = |text: &str| text.lines().map(str::to_owned).collect::<Vec<_>>();
    (lines(capabilities), lines(report).split_off(1))
}

#[test]
fn the_linker_keeps_every_row_in_every_profile() {
    const LTO: [&str; 7] = [
        "--release",
        "--config",
        "profile.release.lto=\"fat\"",
        "--config",
        "profile.release.codegen-units=1",
        "--config",
        "profile.release.strip=true",
    ];
    let debug = listed(&[], &[]);
    assert_eq!(listed(&["--release"], &[]), debug);
    assert_eq!(listed(&LTO, &[]), debug);
    let (capabilities, report) = debug;

    // Every annotation of the sources, each once.
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/builds");
    let text =
        ["lib.rs", "report.rs"].map(|file| std::fs::read_to_string(folder.join(file)).unwrap());
    let annotations = text.concat().matches("featherfall::requires_feature(").count()
        + text.concat().matches("featherfall::quant_support(").count();
    assert_eq!(capabilities.len(), annotations, "{capabilities:#?}");
    let mut unique = capabilities.clone();
    unique.dedup();
    assert_eq!(unique, capabilities);
    assert!(capabilities.iter().all(|line| line.ends_with(" true")), "{capabilities:#?}");
    assert!(report.iter().any(|line| line.starts_with("never_instantiated ")), "{report:#?}");
    assert!(capabilities[0].starts_with("fixture-builds::"), "{capabilities:#?}");

    // The same rows where the feature is off.
    let (off, _) = listed(&["--release"], &["--no-default-features"]);
    let names = |lines: &[String]| -> Vec<String> {
        lines.iter().map(|line| line.split(' ').next().unwrap().to_owned()).collect()
    };
    assert_eq!(names(&off), names(&capabilities));
    let built = off.iter().filter(|line| line.ends_with(" true")).count();
    assert_eq!(built, 1, "the quantization: {off:#?}");
}
