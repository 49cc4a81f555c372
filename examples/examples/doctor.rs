//! Prints what this build can do and which quantization method supports what; fails where a feature
//! that is on cannot work on this machine.

use std::io::{self, Write as _};
use std::process::ExitCode;

use clap::Parser;
// Links the library, whose items are not named here.
use featherfall_examples as _;

featherfall::feature_set!();

/// What this build can and cannot do.
///
/// Exits with 1 when a feature that is on is unusable on this machine (with feature `hardware`).
#[derive(Parser)]
struct Arguments {
    /// As JSON.
    #[arg(long, conflicts_with = "markdown")]
    json: bool,
    /// As Markdown, to be pasted into an issue.
    #[arg(long)]
    markdown: bool,
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let report = featherfall::report();
    if arguments.json {
        let _ = writeln!(io::stdout(), "{}", report.to_json());
    } else if arguments.markdown {
        let _ = write!(io::stdout(), "{}", report.to_markdown());
    } else {
        let _ = write!(io::stdout(), "{report}\n{}", featherfall::quant_methods());
    }
    let is_usable = featherfall::FeatureSet::current().unusable().is_empty();
    if is_usable { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
