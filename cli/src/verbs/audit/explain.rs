//! What the rules mean, with code before and after.

use std::fmt::Write as _;

use super::levels::known;
use super::rules;
use crate::error::Error;
use crate::write::output;

/// Files by path.
type Files = &'static [(&'static str, &'static str)];

/// Code that breaks a rule, and how it keeps it.
struct Example {
    rule: &'static str,
    /// Why it matters.
    why: &'static str,
    before: Files,
    after: Files,
}

/// Explains a rule; without one, says which there are.
pub(crate) fn run(rule: Option<&str>) -> Result<(), Error> {
    let Some(rule) = rule else {
        let line =
            |it: &&rules::Rule| format!("{:<20} {:<8} {}", it.id, it.severity.word(), it.summary);
        return output::line(rules::ALL.iter().map(line).collect::<Vec<_>>().join("\n"));
    };
    let rule = known(rule).map_err(Error::failed)?;
    let id = rule.id;
    let Some(example) = EXAMPLES.iter().find(|it| it.rule == id) else {
        return Err(Error::failed(format!("nothing explains `{id}`")));
    };
    let mut text =
        format!("{id} ({})\n\n{}\n{}\n", rule.severity.word(), rule.summary, example.why);
    for (when, files) in [("before", example.before), ("after", example.after)] {
        for (path, code) in files {
            let _ = writeln!(text, "\n{when}, {path}:\n");
            for line in code.lines() {
                let _ = writeln!(text, "    {line}");
            }
        }
    }
    let _ = write!(
        text,
        "\nTo silence it in one place: // featherfall: allow({id}, \"reason\")\n\
         In a package: [package.metadata.featherfall.rules] {id} = \"allow\"\n"
    );
    output::text(text)
}

const ROOT: &str = "src/lib.rs";

static EXAMPLES: &[Example] = &[
    Example {
        rule: "broken-annotation",
        why: "The macro refuses it in every build, also where nobody has compiled it yet.",
        before: &[(
            ROOT,
            "#[featherfall::requires_feature(\"gpu\", otherwize = 1)]\npub fn lanes() -> u8 { 32 }",
        )],
        after: &[(
            ROOT,
            "#[featherfall::requires_feature(\"gpu\", otherwise = 1)]\npub fn lanes() -> u8 { 32 }",
        )],
    },
    Example {
        rule: "dummy-impl",
        why: "It repeats every signature of the real type, and says in its own words what is missing.",
        before: &[
            (ROOT, "#[cfg(not(feature = \"gpu\"))]\nmod dummy_gpu;"),
            (
                "src/dummy_gpu.rs",
                "pub struct Store;\n\nimpl Store {\n    pub fn open(&self) -> Result<(), String> {\n        Err(\"no gpu\".into())\n    }\n}",
            ),
        ],
        after: &[
            (ROOT, "#[cfg(not(feature = \"gpu\"))]\nmod dummy_gpu;"),
            (
                "src/dummy_gpu.rs",
                "#[featherfall::feature_stub(\"gpu\")]\npub struct Store;\n\n#[featherfall::feature_stub(\"gpu\")]\nimpl Store {\n    pub fn open(&self) -> Result<(), String>;\n}",
            ),
        ],
    },
    Example {
        rule: "hand-written-pair",
        why: "Where both halves work nothing is amiss; a report can tell which one runs only if it is one function.",
        before: &[(
            ROOT,
            "#[cfg(feature = \"gpu\")]\npub fn lanes() -> u8 { 32 }\n#[cfg(not(feature = \"gpu\"))]\npub fn lanes() -> u8 { 4 }",
        )],
        after: &[(
            ROOT,
            "pub fn lanes() -> u8 {\n    featherfall::feature_gated! { benign, \"gpu\" => 32, _ => 4 }\n}",
        )],
    },
    Example {
        rule: "lost-annotation",
        why: "A merge took it away, and nobody decided that. `audit --since REVISION` looks for it.",
        before: &[(ROOT, "featherfall::feature_set!();\n\npub fn f() {}")],
        after: &[(
            ROOT,
            "featherfall::feature_set!();\n\n#[featherfall::limitation(\"slow\")]\npub fn f() {}",
        )],
    },
    Example {
        rule: "missing-dependency",
        why: "A merge may lose the line of the manifest; then nothing compiles.",
        before: &[(ROOT, "#[featherfall::limitation(\"slow\")]\npub fn f() {}")],
        after: &[
            (ROOT, "#[featherfall::limitation(\"slow\")]\npub fn f() {}"),
            ("Cargo.toml", "[dependencies]\nfeatherfall = \"0.1\""),
        ],
    },
    Example {
        rule: "missing-feature-set",
        why: "Without it nothing at run time knows the package's features, and hints name only the one that is missing.",
        before: &[(
            ROOT,
            "#[featherfall::requires_feature(\"gpu\", otherwise = 1)]\npub fn lanes() -> u8 { 32 }",
        )],
        after: &[(
            ROOT,
            "featherfall::feature_set!();\n\n#[featherfall::requires_feature(\"gpu\", otherwise = 1)]\npub fn lanes() -> u8 { 32 }",
        )],
    },
    Example {
        rule: "panicking-fallback",
        why: "The caller handles errors, and gets a crash.",
        before: &[(
            ROOT,
            "#[cfg(feature = \"gpu\")]\npub fn sum() -> std::io::Result<u8> { Ok(1) }\n#[cfg(not(feature = \"gpu\"))]\npub fn sum() -> std::io::Result<u8> { unimplemented!() }",
        )],
        after: &[(
            ROOT,
            "#[featherfall::requires_feature(\"gpu\")]\npub fn sum() -> std::io::Result<u8> { Ok(1) }",
        )],
    },
    Example {
        rule: "silent-fallback",
        why: "Users see a slow or empty result and do not learn that their build is the reason.",
        before: &[(
            ROOT,
            "#[cfg(feature = \"gpu\")]\npub fn devices() -> usize { 2 }\n#[cfg(not(feature = \"gpu\"))]\npub fn devices() -> usize { 0 }",
        )],
        after: &[(
            ROOT,
            "#[featherfall::requires_feature(\"gpu\", otherwise = 0)]\npub fn devices() -> usize { 2 }",
        )],
    },
    Example {
        rule: "undeclared-feature",
        why: "No build can have it: the code behind it is dead.",
        before: &[(ROOT, "#[cfg(feature = \"gpuu\")]\npub fn f() {}")],
        after: &[(ROOT, "#[cfg(feature = \"gpu\")]\npub fn f() {}")],
    },
    Example {
        rule: "unsupported-bail",
        why: "No program can ask beforehand, and no list of what works can hold it.",
        before: &[(
            ROOT,
            "pub fn apply(imatrix: Option<u8>) -> std::io::Result<()> {\n    if imatrix.is_some() {\n        return Err(std::io::Error::other(\"hqq does not support imatrix\"));\n    }\n    Ok(())\n}",
        )],
        after: &[(
            ROOT,
            "pub fn apply(imatrix: Option<u8>) -> std::io::Result<()> {\n    featherfall::quant_refuses!(imatrix, method = \"hqq\");\n    Ok(())\n}",
        )],
    },
    Example {
        rule: "untracked-todo",
        why: "Somebody will meet it, and nobody knows whether somebody works on it.",
        before: &[(ROOT, "pub fn f() {\n    todo!()\n}")],
        after: &[(
            ROOT,
            "#[featherfall::limitation(\"f does nothing\", tracking = \"https://example.org/1\")]\npub fn f() {\n    todo!()\n}",
        )],
    },
    Example {
        rule: "vague-message",
        why: "Whoever reads it does not know what to do.",
        before: &[(
            ROOT,
            "#[cfg(feature = \"gpu\")]\npub fn sum() -> Result<u8, String> { Ok(1) }\n#[cfg(not(feature = \"gpu\"))]\npub fn sum() -> Result<u8, String> { Err(\"not in this build\".into()) }",
        )],
        after: &[(
            ROOT,
            "#[featherfall::requires_feature(\"gpu\", error = |it| it.to_string())]\npub fn sum() -> Result<u8, String> { Ok(1) }",
        )],
    },
    Example {
        rule: "wrong-feature",
        why: "Whoever follows it rebuilds for nothing.",
        before: &[(
            ROOT,
            "#[cfg(feature = \"gpu\")]\npub fn sum() -> Result<u8, String> { Ok(1) }\n#[cfg(not(feature = \"gpu\"))]\npub fn sum() -> Result<u8, String> { Err(\"rebuild with --features fast\".into()) }",
        )],
        after: &[(
            ROOT,
            "#[featherfall::requires_feature(\"gpu\", error = |it| it.to_string())]\npub fn sum() -> Result<u8, String> { Ok(1) }",
        )],
    },
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_rule_has_an_example() {
        let explained: Vec<&str> = EXAMPLES.iter().map(|it| it.rule).collect();
        let rules: Vec<&str> = rules::ALL.iter().map(|it| it.id).collect();
        assert_eq!(explained, rules);
    }
}
