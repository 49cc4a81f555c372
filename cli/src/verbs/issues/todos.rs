//! `todo!()` and `unimplemented!()` as if they were annotated.

use crate::find::project::Project;
use crate::read::source::{self, Source};
use crate::understand::annotations::{self, Annotation, Found, Kind};
use crate::understand::sites;
use crate::understand::todos;

/// What is unfinished in the packages, and nothing keeps track of it. What does not parse was named
/// when the annotations were read.
pub(super) fn found(project: &Project) -> Vec<Found> {
    let mut all = Vec::new();
    for package in &project.packages {
        let is_code = |path: &&std::path::PathBuf| {
            package.is_asked(path) && !package.is_beside_the_library(path)
        };
        for path in package.files.iter().filter(is_code) {
            let Ok(source) = Source::read(path) else { continue };
            if !source.text.contains("todo!") && !source.text.contains("unimplemented!") {
                continue;
            }
            let Ok(file) = source.parse() else { continue };
            let sites = sites::of(&source, &file, false);
            let inside = package.inside(path);
            for it in todos::find(&source, &file, &sites, false).found {
                let mut module = annotations::module_of(&inside);
                module.extend(it.module);
                let said = it.text.as_ref().map(|it| format!(": {it}")).unwrap_or_default();
                let item = it.item.join("::");
                let text = format!("{item} is not implemented{said}");
                let (start, end) = (source.line_start(it.offset), source.line_end(it.offset));
                let annotation = Annotation {
                    text: Some(text),
                    code: source.slice(start..end).trim().to_owned(),
                    ..Annotation::new(Kind::Todo, item, it.offset, source.place(it.offset).line)
                };
                all.push(Found {
                    package: package.manifest.name.clone(),
                    path: path.clone(),
                    module: module.join("::"),
                    annotation,
                });
            }
            drop(sites);
            drop(file);
            source::forget_spans();
        }
    }
    all
}
