//! The report where the environment asks for it: `FEATHERFALL=report` or `report=FILE`.

use std::io::Write as _;
use std::sync::atomic::{AtomicBool, Ordering};

use crate::calls::current_policy::wants_report;
use crate::report::collect::{Report, report};

/// Writes the report if the environment asks for it, once.
pub(crate) fn at_first_use() {
    static DONE: AtomicBool = AtomicBool::new(false);
    if !DONE.load(Ordering::Relaxed) && !DONE.swap(true, Ordering::Relaxed) {
        write();
    }
}

/// Writes the report again when the guard is dropped, if the environment variable `FEATHERFALL` holds
/// the word `report` or `report=FILE`. To be held in `main`.
///
/// The report goes to stderr, between two lines that mark it, or to the file: as JSON where its name
/// ends in `.json` (with the feature `serde`), as Markdown in `.md`, else as a table. `%p` in the name
/// is the process's id.
///
/// ```
/// // The first line of `main`.
/// let _report = featherfall::report_at_end();
/// ```
pub fn report_at_end() -> ReportAtEnd {
    ReportAtEnd(())
}

/// The guard of [`report_at_end`].
#[derive(Debug)]
#[must_use = "the report is written when this is dropped"]
pub struct ReportAtEnd(());

impl Drop for ReportAtEnd {
    fn drop(&mut self) {
        write();
    }
}

fn write() {
    let Some(word) = wants_report() else { return };
    let report = report();
    let Some(file) = word.pattern() else {
        // A closed stderr is no reason to panic.
        let _ = write!(
            std::io::stderr().lock(),
            "--- featherfall report ---\n{report}--- end of featherfall report ---\n"
        );
        return;
    };
    let file = file.replace("%p", &std::process::id().to_string());
    if let Err(error) = std::fs::write(&file, in_format_of(&file, &report)) {
        tracing::warn!(target: "featherfall", "FEATHERFALL: cannot write the report to `{file}`: {error}");
    }
}

fn in_format_of(file: &str, report: &Report) -> String {
    let extension = std::path::Path::new(file).extension().unwrap_or_default();
    #[cfg(feature = "serde")]
    if extension == "json" {
        return report.to_json();
    }
    if extension == "md" { report.to_markdown() } else { report.to_string() }
}
