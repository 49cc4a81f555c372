//! What functions return, and how they fail.

use crate::kind::Kind;

/// A return type.
#[derive(Clone, Copy)]
pub(crate) struct Output {
    /// What is special about it.
    pub(crate) kind: Kind,
    /// The type; `$i` is the part's number.
    pub(crate) written: &'static str,
    /// Around a number: `Ok(` and `)`.
    pub(crate) wrap: [&'static str; 2],
    /// Around a call in a test, which makes an `Option<usize>` of it.
    pub(crate) seen: [&'static str; 2],
    /// Around the message of an error in text, if there is such an error.
    pub(crate) error: Option<[&'static str; 2]>,
    /// An error without text.
    pub(crate) variant: Option<&'static str>,
    /// Items that it needs.
    pub(crate) items: &'static str,
}

const OK: [&str; 2] = ["Ok(", ")"];
const OF_RESULT: [&str; 2] = ["", ".ok()"];

const fn output(kind: Kind, written: &'static str) -> Output {
    let [wrap, seen] = [OK, OF_RESULT];
    Output { kind, written, wrap, seen, error: None, variant: None, items: "" }
}

/// All of them.
pub(crate) const ALL: &[Output] = &[
    Output { wrap: ["", ""], seen: ["Some(", ")"], ..output(Kind::Number, "usize") },
    Output { wrap: ["Some(", ")"], seen: ["", ""], ..output(Kind::OptionOutput, "Option<usize>") },
    Output {
        error: Some(["Error::Text(String::from(", "))"]),
        variant: Some("Error::NoGpu"),
        items: "use crate::error::Result;",
        ..output(Kind::OwnResult, "Result<usize>")
    },
    Output {
        error: Some(["crate::error::Error::Text(", ".to_string())"]),
        variant: Some("crate::error::Error::NoGpu"),
        ..output(Kind::OwnResultByPath, "crate::error::Result<usize>")
    },
    Output {
        error: Some(["String::from(", ")"]),
        ..output(Kind::TextResult, "std::result::Result<usize, String>")
    },
    Output {
        error: Some(["", ".into()"]),
        ..output(Kind::BoxedResult, "std::result::Result<usize, Box<dyn std::error::Error>>")
    },
    Output {
        error: Some(["std::io::Error::other(", ")"]),
        ..output(Kind::IoResult, "std::io::Result<usize>")
    },
    Output {
        error: Some(["crate::error::Bare::Text(", ")"]),
        variant: Some("crate::error::Bare::NoGpu"),
        ..output(Kind::BareResult, "std::result::Result<usize, crate::error::Bare>")
    },
    Output {
        variant: Some("std::fmt::Error"),
        ..output(Kind::ForeignResult, "std::result::Result<usize, std::fmt::Error>")
    },
    Output {
        error: Some(["String::from(", ")"]),
        items: "pub type Part$iResult<T> = std::result::Result<T, String>;",
        ..output(Kind::AliasOfText, "Part$iResult<usize>")
    },
    Output {
        wrap: ["std::iter::once(", ")"],
        seen: ["", ".next()"],
        ..output(Kind::OpaqueIterator, "impl Iterator<Item = usize>")
    },
    Output { wrap: ["vec![", "]"], seen: ["", ".pop()"], ..output(Kind::VecOutput, "Vec<usize>") },
];

impl Output {
    /// Whether it is an `impl Trait`, which no panic is.
    pub(crate) fn is_opaque(&self) -> bool {
        self.kind == Kind::OpaqueIterator
    }

    /// Whether it is a `Result`.
    pub(crate) fn is_result(&self) -> bool {
        self.wrap == OK
    }

    /// Constants of the type with what they are worth.
    pub(crate) fn constants(&self) -> Vec<(&'static str, Option<usize>)> {
        match self.kind {
            Kind::Number => vec![
                ("0", Some(0)),
                ("usize::MAX", Some(usize::MAX)),
                ("Default::default()", Some(0)),
            ],
            Kind::OptionOutput => vec![("None", None), ("Some(0)", Some(0))],
            Kind::OpaqueIterator => vec![("std::iter::once(3)", Some(3))],
            Kind::VecOutput => vec![("Vec::new()", None), ("vec![]", None)],
            _ => vec![("Ok(0)", Some(0)), ("Ok(Default::default())", Some(0))],
        }
    }
}

/// A way to fail.
pub(crate) struct Failure {
    /// What is special about it.
    pub(crate) kind: Kind,
    /// The code, a template.
    pub(crate) code: String,
    /// Whether it is a panic.
    pub(crate) panics: bool,
    /// A word of its message that nobody else says.
    pub(crate) word: Option<&'static str>,
}

/// What a message says, and the word of it that must not be lost.
const TEXTS: &[(Option<Kind>, &str, Option<&str>)] = &[
    (None, "enable the `$f` feature", None),
    (None, "compile with --features $f", None),
    (Some(Kind::SaysWay), "use `plain_loops` instead", Some("plain_loops")),
    (Some(Kind::SaysNote), "needs compute capability sm_80", None),
    (Some(Kind::SaysMore), "needs compute capability sm_80", Some("sm_80")),
    (Some(Kind::SaysBraces), "a shape of {{3}} needs sm_80", Some("sm_80")),
    (Some(Kind::SaysValue), "no sm_80 for {}", Some("sm_80")),
];

/// All ways in which a function of this type fails.
pub(crate) fn failures(output: &Output, feature: &str) -> Vec<Failure> {
    let mut all = Vec::new();
    if output.is_opaque() {
        return all;
    }
    for (kind, text, word) in TEXTS {
        let text = text.replace("$f", feature);
        let has_value = *kind == Some(Kind::SaysValue);
        let arguments = if has_value { ", $p" } else { "" };
        // Before 2021 a lone text was no format string.
        let format = match text.strip_suffix("sm_80").filter(|_| text.contains("{{")) {
            Some(rest) => format!("\"{rest}{{}}\", \"sm_80\""),
            None => format!("\"{text}\"{arguments}"),
        };
        let mut add = |style: Kind, code: String, panics: bool| {
            // The kind of the text matters more than that of the code around it.
            all.push(Failure { kind: kind.unwrap_or(style), code, panics, word: *word });
        };
        add(Kind::Panics, format!("panic!({format})"), true);
        add(Kind::Unimplemented, format!("unimplemented!({format})"), true);
        if let Some([before, after]) = output.error {
            let literal = text.replace("{{", "{").replace("}}", "}");
            let is_owned = !before.contains("Bare");
            if has_value {
                let open = before.replace("String::from(", "");
                let owned = before.len() != open.len() || before.contains("Error::Text(");
                if owned {
                    let close = if before.contains("Text") { ")" } else { "" };
                    add(Kind::FailsWithText, format!("Err({open}format!({format}){close})"), false);
                }
            } else {
                add(Kind::FailsWithText, format!("Err({before}\"{literal}\"{after})"), false);
                if is_owned {
                    add(
                        Kind::ReturnsText,
                        format!("return Err({before}\"{literal}\"{after})"),
                        false,
                    );
                }
            }
        }
        if matches!(output.kind, Kind::OwnResult | Kind::OwnResultByPath) {
            add(Kind::Bails, format!("crate::bail!({format})"), false);
        }
    }
    all.push(Failure { kind: Kind::Todo, code: String::from("todo!()"), panics: true, word: None });
    if let Some(variant) = output.variant {
        let code = format!("Err({variant})");
        all.push(Failure { kind: Kind::FailsWithVariant, code, panics: false, word: None });
    }
    all
}
