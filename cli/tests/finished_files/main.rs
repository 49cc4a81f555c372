//! What is taken out of finished files, and what is said of those that hold nothing.

#[path = "../../src/binary/mod.rs"]
mod binary;

mod compiled;
mod containers;
mod formats;
mod make;
mod refused;

use std::fs;
use std::path::Path;

use tempfile::TempDir;

use crate::binary::{Error, Finished};

/// What is read out of these bytes.
fn open(bytes: &[u8]) -> Result<Finished, Error> {
    let folder = TempDir::new().expect("a folder");
    let path = folder.path().join("file");
    fs::write(&path, bytes).expect("a file");
    binary::open(&path)
}

/// The sentence that these bytes get, behind the path.
fn refusal(bytes: &[u8]) -> String {
    let error = open(bytes).expect_err("no records");
    let sentence = error.to_string();
    sentence.split_once("/file").expect("the path").1.to_owned()
}

/// The names that stand in the records of a file, part by part.
fn names(found: &Finished) -> Vec<Vec<String>> {
    let of_section = |section: &Vec<u8>| {
        let text = String::from_utf8(section.clone()).expect("records");
        let names = text.lines().filter_map(|line| line.strip_prefix("name: "));
        names.map(str::to_owned).collect::<Vec<_>>()
    };
    found.parts.iter().map(|it| it.sections.iter().flat_map(of_section).collect()).collect()
}

fn open_path(path: &Path) -> Finished {
    binary::open(path).unwrap_or_else(|error| panic!("{error}"))
}
