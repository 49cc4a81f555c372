//! `cargo featherfall`: find, convert, document and track what a build cannot do.

mod adopt;
mod annotations;
mod audit;
mod cfg;
mod check_cfg;
mod cli;
mod comments;
mod dummy;
mod error;
mod facts;
mod fallback;
mod function;
mod index;
mod issues;
mod limitations;
mod manifest;
mod markdown;
mod progress;
mod project;
mod report;
mod scan;
mod site;
mod source;
mod syntax;
mod verbs;

use std::process::ExitCode;

use clap::Parser as _;

use crate::cli::{Cargo, Verb};

/// The parser recurses; threads stay small until they need it.
const STACK: usize = 256 * 1024 * 1024;

/// What shells expect of a program that was interrupted.
const INTERRUPTED: i32 = 130;

/// What shells expect of a program whose output nobody reads.
const READER_GONE: i32 = 141;

fn main() -> ExitCode {
    let Cargo::Featherfall(arguments) = Cargo::parse();
    // Threads that cannot be had are done without.
    let _ = rayon::ThreadPoolBuilder::new().stack_size(STACK).build_global();
    // Where signals cannot be caught, the process ends at once: files are replaced in one step.
    let _ = ctrlc::set_handler(interrupted);
    match run(arguments.verb) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::from(1),
        Err(error) => {
            anstream::eprintln!("error: {error}");
            ExitCode::from(2)
        }
    }
}

/// Ctrl-C: nothing is left half-written, on the screen or on the disk.
fn interrupted() {
    let _no_more_writes = adopt::write::pause();
    progress::clear();
    std::process::exit(INTERRUPTED)
}

/// What could not be printed. Where nobody reads any more, as in `.. | head`, that is no error.
#[allow(clippy::needless_pass_by_value, reason = "it stands in `map_err`")]
pub(crate) fn unprinted(error: std::io::Error) -> String {
    if error.kind() == std::io::ErrorKind::BrokenPipe {
        std::process::exit(READER_GONE);
    }
    error.to_string()
}

/// Runs a verb. True if there is nothing to say.
fn run(verb: Verb) -> Result<bool, String> {
    match verb {
        Verb::Audit(it) => {
            let known = match (&it.baseline, &it.update_baseline) {
                (Some(file), _) => audit::Known::Read(file),
                (None, Some(file)) => audit::Known::Update(file),
                (None, None) => audit::Known::Nothing,
            };
            audit::run(&it.path, it.format, &known)
        }
        Verb::Adopt(it) => adopt::run(&it.path, it.write),
        Verb::Report(it) => report::run(&it.path, it.format).map(|()| true),
        Verb::Limitations(it) => {
            let target = match (&it.write, &it.check) {
                (Some(file), _) => limitations::Target::Write(file),
                (None, Some(file)) => limitations::Target::Check(file),
                (None, None) => limitations::Target::Print,
            };
            limitations::run(&target)
        }
        Verb::Issues(it) => {
            issues::run(it.priority.priority(), it.create, it.out.as_deref()).map(|()| true)
        }
        Verb::Matrix(it) => match verbs::matrix::run(&it) {
            Ok(()) => Ok(true),
            Err(error::Error::Findings) => Ok(false),
            Err(error::Error::ReaderGone) => std::process::exit(READER_GONE),
            Err(error) => Err(error.to_string()),
        },
        Verb::Completions { shell } => {
            cli::completions(shell);
            Ok(true)
        }
        Verb::Man => cli::man().map(|()| true).map_err(unprinted),
    }
}
