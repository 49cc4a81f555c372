//! `cargo featherfall`: find, convert, document and track what a build cannot do.

// In the order of the layers: each names only those above it.

#[allow(dead_code, unused_imports, reason = "the macros need more of it than the commands")]
mod grammar;

mod error;

mod find;

mod read;

mod understand;

mod write;

mod binary;

mod build;

mod convert;

mod eject;

mod verbs;

mod cli;

mod help;

use std::ffi::OsString;
use std::process::ExitCode;

use clap::Parser as _;

use crate::cli::{Featherfall, Verb};
use crate::error::Error;
use crate::verbs::{adopt, audit, diff, inspect, issues, limitations, matrix, report};
use crate::write::{file, output, progress};

/// The parser recurses; threads stay small until they need it.
const STACK: usize = 512 * 1024 * 1024;

/// There is something to say.
const FINDINGS: u8 = 1;

/// It could not be done.
const FAILED: u8 = 2;

/// What shells expect of a program that was interrupted.
const INTERRUPTED: i32 = 130;

/// What shells expect of a program whose output nobody reads.
const READER_GONE: u8 = 141;

fn main() -> ExitCode {
    let arguments = Featherfall::parse_from(arguments());
    output::speak(arguments.manner);
    // Threads that cannot be had are done without.
    let _ = rayon::ThreadPoolBuilder::new().stack_size(STACK).build_global();
    // Where signals cannot be caught, the process ends at once: files are replaced in one step.
    let _ = ctrlc::set_handler(interrupted);
    // The main thread has the stack that the system gives it.
    match rayon::scope(|_| run(arguments.verb)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(Error::Findings) => ExitCode::from(FINDINGS),
        Err(Error::ReaderGone) => ExitCode::from(READER_GONE),
        Err(error @ Error::Failed { .. }) => {
            output::note(format_args!("error: {error}"));
            ExitCode::from(FAILED)
        }
    }
}

/// The arguments; cargo puts the word behind `cargo` in front of them.
fn arguments() -> Vec<OsString> {
    let mut arguments: Vec<OsString> = std::env::args_os().collect();
    if arguments.get(1).is_some_and(|it| it == "featherfall") {
        arguments.remove(1);
    }
    arguments
}

/// Ctrl-C: nothing is left half-written, on the screen or on the disk.
fn interrupted() {
    let _no_more_writes = file::pause();
    progress::clear();
    std::process::exit(INTERRUPTED)
}

/// Runs a verb.
fn run(verb: Verb) -> Result<(), Error> {
    match verb {
        Verb::Audit(it) => {
            let known = match (&it.baseline, &it.update_baseline) {
                (Some(file), _) => audit::Known::Read(file),
                (None, Some(file)) => audit::Known::Update(file),
                (None, None) => audit::Known::Nothing,
            };
            audit::run(&it.scope, &it.levels, it.format, &known)
        }
        Verb::Explain { rule } => audit::explain::run(rule.as_deref()),
        Verb::Adopt(it) => adopt::run(&it),
        Verb::Eject(it) => verbs::eject::run(&it),
        Verb::Report(it) => report::run(&it.scope, it.format),
        Verb::Limitations(it) => {
            let target = match (&it.write, &it.check) {
                (Some(file), _) => limitations::Target::Write(file),
                (None, Some(file)) => limitations::Target::Check(file),
                (None, None) => limitations::Target::Print,
            };
            limitations::run(&target, it.private)
        }
        Verb::Issues(it) => {
            issues::run(it.priority.priority(), it.create, it.todos, it.out.as_deref())
        }
        Verb::Inspect(it) => inspect::run(&it),
        Verb::Diff(it) => diff::run(&it),
        Verb::Matrix(it) => matrix::run(&it),
        Verb::Completions { shell } => output::text(help::completions(shell)),
        Verb::Man(it) => help::man(it.verb.as_deref(), it.out.as_deref()),
    }
}
