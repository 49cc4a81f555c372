//! The command line.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;

use crate::find::scope::Scope;
use crate::understand::annotations::Priority;
use crate::verbs::{adopt, diff, eject, inspect, matrix};
use crate::write::output::Manner;
use crate::{audit, report};

/// Find, convert, document and track what a build cannot do.
#[derive(Debug, Parser)]
#[command(
    name = "cargo-featherfall",
    bin_name = "cargo featherfall",
    version,
    propagate_version = true,
    after_help = "\
Examples:
  cargo featherfall audit                            # what is written by hand
  cargo featherfall adopt --write                    # annotations in its place
  cargo featherfall report                           # every annotation
  cargo featherfall limitations --write README.md    # what users should know
  cargo featherfall issues --create                  # what should be done
  cargo featherfall matrix *.json                    # what each build can do

Exit status: 0 nothing to say, 1 findings, 2 could not do it."
)]
pub(crate) struct Featherfall {
    /// How it speaks.
    #[command(flatten)]
    pub(crate) manner: Manner,
    /// What to do.
    #[command(subcommand)]
    pub(crate) verb: Verb,
}

/// The verbs.
#[derive(Debug, Subcommand)]
pub(crate) enum Verb {
    /// Find hand-written fallbacks, misleading messages and untracked debt.
    #[command(after_help = "\
Examples:
  cargo featherfall audit
  cargo featherfall audit crates/kernels --format github
  cargo featherfall audit --format sarif > audit.sarif
  cargo featherfall audit --update-baseline audit-baseline.json
  cargo featherfall audit --baseline audit-baseline.json   # fails only on what is new")]
    Audit(Audit),
    /// Say what a rule of `audit` means, with code before and after.
    #[command(after_help = "\
Examples:
  cargo featherfall explain                     # every rule
  cargo featherfall explain silent-fallback")]
    Explain {
        /// The rule.
        rule: Option<String>,
    },
    /// Turn hand-written fallbacks into annotations; prints a diff.
    #[command(after_help = "\
Examples:
  cargo featherfall adopt                       # the diff on stdout, what stays on stderr
  cargo featherfall adopt crates/kernels --write
  cargo featherfall adopt | git apply           # the same as --write")]
    Adopt(adopt::Adopt),
    /// Turn annotations back into plain `#[cfg]`, and leave; prints a diff.
    #[command(after_help = "\
Examples:
  cargo featherfall eject                       # the diff on stdout, what needs the runtime on stderr
  cargo featherfall eject --write
  cargo featherfall eject --write --partial     # all but what needs the runtime")]
    Eject(eject::Eject),
    /// List every annotation in the sources.
    #[command(after_help = "\
Examples:
  cargo featherfall report
  cargo featherfall report crates/kernels --format json
  cargo featherfall report --format markdown >> DOCS.md")]
    Report(Report),
    /// Write the Known Limitations section from the annotations.
    #[command(after_help = "\
Examples:
  cargo featherfall limitations
  cargo featherfall limitations --write README.md
  cargo featherfall limitations --check README.md   # fails if it is out of date

The section stands between two lines, which must exist:
  <!-- featherfall:limitations -->
  <!-- /featherfall:limitations -->")]
    Limitations(Limitations),
    /// Keep technical-debt issues in step with the annotations.
    #[command(after_help = "\
Examples:
  cargo featherfall issues                        # what would be created, updated, closed
  cargo featherfall issues --priority critical
  cargo featherfall issues --out issues/          # the texts as files
  cargo featherfall issues --create               # do it, through the `gh` program")]
    Issues(Issues),
    /// Put the reports of many builds and machines side by side.
    #[command(after_help = "\
Examples:
  my-program doctor --json > cuda.json                        # a report, of `report().to_json()`
  cargo featherfall matrix cpu.json cuda.json > SUPPORT.md
  cargo featherfall matrix reports/*.json --format html > support.html
  cargo featherfall matrix reports/*.json --check SUPPORT.md --max-age 90

In Markdown the table stands between two lines; `--check` leaves the rest of the file alone:
  <!-- featherfall:matrix -->
  <!-- /featherfall:matrix -->")]
    Matrix(matrix::Matrix),
    /// Say what finished files say of themselves, without running them.
    #[command(after_help = "\
Exits with 1 where something that `--expect` names is not built, with 2 where a file holds no records.

Examples:
  cargo featherfall inspect target/release/my-llm
  cargo featherfall inspect dist/*.whl --expect flash_attention,cuda")]
    Inspect(inspect::Inspect),
    /// Say what a build gained and lost against another; exits with 1 on a loss.
    #[command(after_help = "\
Examples:
  cargo featherfall diff old/my-llm target/release/my-llm
  cargo featherfall diff report.json dist/my_llm.whl --format markdown")]
    Diff(diff::Diff),
    /// Print a completion script; cargo's own completions stay.
    #[command(after_help = "\
Examples:
  source <(cargo featherfall completions bash)    # in ~/.bashrc
  cargo featherfall completions zsh > ~/.zfunc/_cargo-featherfall    # a folder of $fpath
  cargo featherfall completions fish > ~/.config/fish/conf.d/cargo-featherfall.fish")]
    Completions {
        /// The shell to complete in.
        shell: Shell,
    },
    /// Print a man page.
    #[command(after_help = "\
Examples:
  cargo featherfall man | man -l -
  cargo featherfall man audit | man -l -
  cargo featherfall man --out ~/.local/share/man/man1    # every page, for `man cargo-featherfall-audit`")]
    Man(Man),
}

/// `audit`
#[derive(Debug, Args)]
pub(crate) struct Audit {
    /// What it is about.
    #[command(flatten)]
    pub(crate) scope: Scope,
    /// What the rules mean here.
    #[command(flatten)]
    pub(crate) levels: audit::Asked,
    /// How findings are printed.
    #[arg(long, value_enum, default_value_t = audit::Format::Text)]
    pub(crate) format: audit::Format,
    /// Report only what this file does not know.
    #[arg(long, value_name = "FILE", conflicts_with = "update_baseline")]
    pub(crate) baseline: Option<PathBuf>,
    /// Write all findings to this file and report none.
    #[arg(long, value_name = "FILE")]
    pub(crate) update_baseline: Option<PathBuf>,
}

/// `report`
#[derive(Debug, Args)]
pub(crate) struct Report {
    /// What it is about.
    #[command(flatten)]
    pub(crate) scope: Scope,
    /// How the report is printed.
    #[arg(long, value_enum, default_value_t = report::Format::Table)]
    pub(crate) format: report::Format,
}

/// `limitations`
#[derive(Debug, Args)]
pub(crate) struct Limitations {
    /// Also say what items require that are not `pub`.
    #[arg(long)]
    pub(crate) private: bool,
    /// Put the section between the markers of this file.
    #[arg(long, value_name = "FILE", conflicts_with = "check")]
    pub(crate) write: Option<PathBuf>,
    /// Fail if the section in this file is out of date.
    #[arg(long, value_name = "FILE")]
    pub(crate) check: Option<PathBuf>,
}

/// `issues`
#[derive(Debug, Args)]
pub(crate) struct Issues {
    /// Look only at issues of this priority.
    #[arg(long, value_enum, ignore_case = true, default_value_t = Filter::All)]
    pub(crate) priority: Filter,
    /// Do it, instead of saying what would be done.
    #[arg(long)]
    pub(crate) create: bool,
    /// Ask for `todo!()` and `unimplemented!()` too, which no annotation keeps track of.
    #[arg(long)]
    pub(crate) todos: bool,
    /// Also write the texts into this folder.
    #[arg(long, value_name = "DIR")]
    pub(crate) out: Option<PathBuf>,
}

/// Which issues.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Filter {
    /// Every one.
    All,
    /// Before anything else.
    Critical,
    /// Soon.
    High,
    /// Some day.
    Medium,
    /// Perhaps.
    Low,
}

impl Filter {
    /// The priority, `None` for all.
    pub(crate) const fn priority(self) -> Option<Priority> {
        match self {
            Filter::All => None,
            Filter::Critical => Some(Priority::Critical),
            Filter::High => Some(Priority::High),
            Filter::Medium => Some(Priority::Medium),
            Filter::Low => Some(Priority::Low),
        }
    }
}

/// `man`
#[derive(Debug, Args)]
pub(crate) struct Man {
    /// The command that the page is about; without one, all of them.
    #[arg(value_name = "COMMAND")]
    pub(crate) verb: Option<String>,
    /// Write every page into this folder.
    #[arg(long, value_name = "DIR", conflicts_with = "verb")]
    pub(crate) out: Option<PathBuf>,
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory as _;

    use super::*;

    #[test]
    fn the_command_line_is_consistent() {
        Featherfall::command().debug_assert();
    }

    #[test]
    fn every_verb_has_examples() {
        let mut command = Featherfall::command();
        command.build();
        let verbs = command.get_subcommands().filter(|it| it.get_name() != "help");
        for verb in verbs.chain([&command]) {
            let help = verb.get_after_help().map(ToString::to_string).unwrap_or_default();
            assert!(help.contains("Examples:"), "{}", verb.get_name());
        }
    }
}
