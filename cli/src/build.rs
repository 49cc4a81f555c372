//! What a finished file, or a report that somebody kept, says of a build.

use std::collections::BTreeMap;
use std::path::Path;

use featherfall::__private::{Inspected, inspected};
use featherfall::{Predicate, QuantSupport};
use serde::Serialize;
use serde_json::Value;

use crate::binary::part::Part;
use crate::binary::{Error, open};

/// The half of a report that does not depend on a run.
#[derive(Debug, Serialize)]
pub(crate) struct Build {
    pub(crate) schema: &'static str,
    /// Where it was read.
    pub(crate) path: String,
    /// The format of a finished file.
    pub(crate) format: Option<String>,
    /// The shared libraries that the file needs.
    pub(crate) needed: Vec<String>,
    /// The versions of featherfall that wrote the records.
    pub(crate) featherfall: String,
    pub(crate) binary: Binary,
    pub(crate) features: Features,
    pub(crate) capabilities: Vec<Row>,
    /// Records that could not be read, and records of formats that are not known.
    #[serde(skip)]
    pub(crate) unread: (usize, usize),
}

#[derive(Debug, Serialize)]
pub(crate) struct Binary {
    pub(crate) package: Option<String>,
    pub(crate) version: Option<String>,
    pub(crate) profile: Option<String>,
    pub(crate) target: Option<String>,
}

#[derive(Debug, Serialize)]
pub(crate) struct Features {
    pub(crate) on: Vec<String>,
    pub(crate) off: Vec<String>,
    /// The same, package by package.
    pub(crate) packages: BTreeMap<String, BTreeMap<String, bool>>,
}

/// One capability.
#[derive(Debug, Serialize)]
pub(crate) struct Row {
    pub(crate) id: String,
    pub(crate) capability: String,
    pub(crate) kind: String,
    pub(crate) built: bool,
    pub(crate) arm: Option<String>,
    pub(crate) support: Option<String>,
    pub(crate) limitation: Option<String>,
    pub(crate) requires: Option<String>,
    pub(crate) instead: Option<String>,
    pub(crate) location: Option<String>,
}

/// What a file says: one build for each image in it.
pub(crate) fn builds(path: &Path) -> Result<Vec<Build>, Error> {
    let finished = open(path)?;
    let with_records = finished.parts.into_iter().filter(|part| !part.sections.is_empty());
    Ok(with_records.map(of_part).collect())
}

fn of_part(part: Part) -> Build {
    let Inspected { versions, compiled, packages, features, capabilities, foreign, damaged } =
        inspected(&part.sections);
    let mut by_package: BTreeMap<String, BTreeMap<String, bool>> = BTreeMap::new();
    let mut names: BTreeMap<String, bool> = BTreeMap::new();
    for feature in &features {
        let of = by_package.entry(feature.package().to_owned()).or_default();
        of.insert(feature.name().to_owned(), feature.is_enabled());
        if feature.name() != "default" {
            *names.entry(feature.name().to_owned()).or_default() |= feature.is_enabled();
        }
    }
    let those = |on: bool| -> Vec<String> {
        names.iter().filter(|(_, is_on)| **is_on == on).map(|(name, _)| name.clone()).collect()
    };
    let main = packages.iter().find(|(.., executable)| *executable);
    let main = main.or_else(|| if packages.len() == 1 { packages.first() } else { None });
    let rows = capabilities.iter().map(|(it, label, level)| Row {
        id: it.id().to_owned(),
        capability: label.clone(),
        kind: it.kind().to_string(),
        built: it.is_built(),
        arm: it.arm().map(|arm| match arm {
            Predicate::Feature(name, _) => name.to_owned(),
            other => other.to_string(),
        }),
        support: level.map(|level| level.to_string()),
        limitation: it.limitation().map(str::to_owned),
        requires: Some(it.predicate().to_string()).filter(|text| !text.is_empty()),
        instead: it.instead().map(str::to_owned),
        location: it.location().map(|it| it.to_string()),
    });
    Build {
        schema: "featherfall/report/1",
        path: part.path,
        format: Some(part.format),
        needed: part.needed,
        featherfall: versions.join(", "),
        binary: Binary {
            package: main.map(|(name, ..)| (*name).to_owned()),
            version: main.map(|(_, version, _)| (*version).to_owned()),
            profile: compiled.map(|(profile, _)| profile.to_owned()),
            target: compiled.map(|(_, target)| target.to_owned()),
        },
        features: Features { on: those(true), off: those(false), packages: by_package },
        capabilities: rows.collect(),
        unread: (damaged, foreign),
    }
}

/// What a JSON report says; `None` if the text is none.
pub(crate) fn of_report(path: &Path, text: &str) -> Option<Build> {
    let report: Value = serde_json::from_str(text).ok()?;
    if report["schema"] != "featherfall/report/1" {
        return None;
    }
    let word = |value: &Value| value.as_str().map(str::to_owned);
    let words = |value: &Value| -> Vec<String> {
        value.as_array().into_iter().flatten().filter_map(word).collect()
    };
    let rows = report["capabilities"].as_array().into_iter().flatten().filter_map(|row| {
        Some(Row {
            id: word(&row["id"])?,
            capability: word(&row["capability"]).or_else(|| word(&row["id"]))?,
            kind: word(&row["kind"]).unwrap_or_default(),
            built: row["built"].as_bool()?,
            arm: word(&row["arm"]),
            support: word(&row["support"]),
            limitation: word(&row["limitation"]),
            requires: word(&row["requires"]),
            instead: word(&row["instead"]),
            location: word(&row["location"]),
        })
    });
    Some(Build {
        schema: "featherfall/report/1",
        path: path.display().to_string(),
        format: None,
        needed: Vec::new(),
        featherfall: word(&report["featherfall"]).unwrap_or_default(),
        binary: Binary {
            package: word(&report["binary"]["package"]),
            version: word(&report["binary"]["version"]),
            profile: word(&report["binary"]["profile"]),
            target: word(&report["binary"]["target"]),
        },
        features: Features {
            on: words(&report["features"]["on"]),
            off: words(&report["features"]["off"]),
            packages: BTreeMap::new(),
        },
        capabilities: rows.collect(),
        unread: (0, 0),
    })
}

impl Row {
    /// What stands in the column *built*: the arm, the level, yes or no.
    pub(crate) fn built(&self) -> &str {
        match (&self.arm, &self.support, &self.limitation) {
            (Some(arm), ..) => arm,
            (None, Some(level), _) => level,
            (None, None, Some(_)) => "-",
            (None, None, None) if self.built => "yes",
            _ => "no",
        }
    }

    /// Whether this is its id, its name in reports, or an end of the id.
    pub(crate) fn is_named(&self, name: &str) -> bool {
        let plain = |text: &str| text.replace('-', "_").replace(['<', '>'], "");
        let (id, name) = (plain(&self.id), plain(name));
        let is_end =
            id.strip_suffix(name.as_str()).is_some_and(|it| it.is_empty() || it.ends_with("::"));
        !name.is_empty() && (is_end || plain(&self.capability) == name)
    }

    /// How far it is supported; more is better.
    pub(crate) fn level(&self) -> Option<QuantSupport> {
        self.support.as_ref()?.parse().ok()
    }
}
