//! A module of a generated package: parts that stand in one file.

use std::collections::BTreeSet;

use crate::draw::Draw;
use crate::kind::Kind;
use crate::{choice, dummy, written};

/// Something that a build chooses, with its tests.
#[derive(Clone)]
pub(crate) struct Part {
    /// Its items.
    pub(crate) items: String,
    /// `use` declarations of the module that it needs.
    pub(crate) imports: Vec<String>,
    /// Other files, by their path from the module's folder.
    pub(crate) files: Vec<(String, String)>,
    /// The body of its test, in which `m` is the module.
    pub(crate) tests: String,
    /// Whether each of its sides gives its callers all they need.
    pub(crate) both_work: bool,
    /// What is special about it.
    pub(crate) kinds: BTreeSet<Kind>,
}

/// A module.
#[derive(Clone)]
pub(crate) struct Module {
    /// What it is drawn from; also its name.
    pub(crate) seed: u64,
    /// Its parts with their numbers.
    pub(crate) parts: Vec<(usize, Part)>,
    /// What is special about the file.
    pub(crate) kinds: BTreeSet<Kind>,
}

/// The kinds of parts with more in them than one function.
const OTHERS: &[Kind] = &[
    Kind::OneFunction,
    Kind::OneFunction,
    Kind::OneFunction,
    Kind::Dummy,
    Kind::Written,
    Kind::Written,
];

impl Module {
    /// Draws the module of a seed.
    pub(crate) fn new(seed: u64, allowed: &BTreeSet<Kind>) -> Self {
        let mut draw = Draw::new(seed, allowed);
        draw.has(Kind::CarriageReturns, 6);
        draw.has(Kind::ByteOrderMark, 10);
        // Other modules of the package then have things of the same names.
        let shares = draw.has(Kind::SharedNames, 5);
        let kinds = draw.take_used();
        let count = 2 + draw.below(4);
        let parts = (0..count)
            .map(|number| {
                let id = &if shares { number.to_string() } else { format!("{seed}_{number}") };
                let part = match draw.kind(OTHERS) {
                    Kind::Dummy => dummy::part(&mut draw, id),
                    Kind::Written => written::part(&mut draw, id),
                    _ => choice::part(&mut draw, id),
                };
                (number, part)
            })
            .collect();
        Self { seed, parts, kinds }
    }

    /// `m12`, or `m12_3` for a part of it alone.
    pub(crate) fn name(&self) -> String {
        match &self.parts[..] {
            [(id, _)] => format!("m{}_{id}", self.seed),
            _ => format!("m{}", self.seed),
        }
    }

    /// Each part as a module of its own.
    pub(crate) fn apart(&self) -> Vec<Self> {
        self.parts.iter().map(|part| Self { parts: vec![part.clone()], ..self.clone() }).collect()
    }

    /// The part that a line of one of the module's files belongs to.
    pub(crate) fn part_at(&self, path: &str, line: usize) -> Option<usize> {
        let name = self.name();
        if let Some(inside) = path.strip_prefix(&format!("{name}/")) {
            let has = |part: &Part| part.files.iter().any(|(path, _)| path == inside);
            return self.parts.iter().find(|(_, part)| has(part)).map(|(id, _)| *id);
        }
        let (_, text) = self.files().into_iter().find(|(it, _)| it == path)?;
        let text = text.replace('\r', "");
        let starts = self.parts.iter().filter_map(|(id, part)| {
            let start = text.find(&part.items)?;
            Some((*id, text[..start].matches('\n').count() + 1))
        });
        starts.take_while(|(_, start)| *start <= line).last().map(|(id, _)| id)
    }

    /// Everything that is special about it.
    pub(crate) fn all_kinds(&self) -> BTreeSet<Kind> {
        let parts = self.parts.iter().flat_map(|(_, part)| &part.kinds);
        self.kinds.iter().chain(parts).copied().collect()
    }

    /// The files of the module by their path below `src`.
    pub(crate) fn files(&self) -> Vec<(String, String)> {
        let name = self.name();
        let mut imports: Vec<&str> =
            self.parts.iter().flat_map(|(_, it)| &it.imports).map(String::as_str).collect();
        imports.sort_unstable();
        imports.dedup();
        let mut text = format!("//! Drawn from {}.\n\n", self.seed);
        for import in &imports {
            text.push_str(&format!("{import}\n"));
        }
        for (_, part) in &self.parts {
            text.push_str(&format!("\n{}", part.items));
        }
        let mut files = vec![(format!("{name}.rs"), self.encoded(&text))];
        for (path, text) in self.parts.iter().flat_map(|(_, it)| &it.files) {
            files.push((format!("{name}/{path}"), self.encoded(text)));
        }
        files
    }

    /// A file of tests; `package` is the library that holds the module.
    pub(crate) fn tests(&self, package: &str) -> String {
        let name = self.name();
        let mut text = format!(
            "#![allow(unused, clippy::all)]\nuse {package} as sample;\nuse {package}::{name} as m;\n"
        );
        for (id, part) in &self.parts {
            let body = crate::signature::indented(&part.tests);
            text.push_str(&format!("\n#[test]\nfn part_{id}() {{\n{body}\n}}\n"));
        }
        text
    }

    fn encoded(&self, text: &str) -> String {
        let text = if self.kinds.contains(&Kind::CarriageReturns) {
            text.replace('\n', "\r\n")
        } else {
            text.to_owned()
        };
        if self.kinds.contains(&Kind::ByteOrderMark) { format!("\u{feff}{text}") } else { text }
    }
}
