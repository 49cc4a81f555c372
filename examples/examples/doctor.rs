//! Prints what this build can do, and which quantization method supports what.

use clap::Parser;
// Links the library, whose items are not named here.
use featherfall_examples as _;

featherfall::feature_set!();

/// What this build can and cannot do.
#[derive(Parser)]
struct Arguments {
    /// As JSON.
    #[arg(long, conflicts_with = "markdown")]
    json: bool,
    /// As Markdown, for an issue.
    #[arg(long)]
    markdown: bool,
}

fn main() {
    let arguments = Arguments::parse();
    let report = featherfall::report();
    if arguments.json {
        println!("{}", report.to_json());
    } else if arguments.markdown {
        print!("{}", report.to_markdown());
    } else {
        print!("{report}\n{}", featherfall::quant_methods());
    }
}
