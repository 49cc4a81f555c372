//! Talks to GitHub through the `gh` program. No shell is involved: texts are arguments and input.

use std::io::Write as _;
use std::process::{Command, Stdio};

use serde::Deserialize;

use super::body::{self, Wanted};
use super::fingerprint::Fingerprint;
use super::issue::Issue;
use super::plan::{Action, Plan};
use crate::error::{About as _, Error};
use crate::understand::annotations::Priority;
use crate::write::output;

/// All issues are filed with it. They are found by what their bodies say: people change labels.
const LABEL: &str = "technical-debt";

#[derive(Deserialize)]
struct Label {
    name: String,
}

/// The program.
pub(crate) struct Gh;

impl Gh {
    /// All issues that this command has filed, open or closed.
    pub(crate) fn existing() -> Result<Vec<Issue>, Error> {
        let text = Self::run(
            &[
                "issue",
                "list",
                "--state",
                "all",
                "--limit",
                "100000",
                "--json",
                "number,title,body,state",
            ],
            None,
        )?;
        serde_json::from_str(&text).about(|| String::from("`gh issue list` gave no list"))
    }

    /// Makes the labels that the plan needs and the repository lacks.
    pub(crate) fn prepare(plan: &Plan<'_>) -> Result<(), Error> {
        let needs = |priority: Priority| {
            plan.actions.iter().any(|action| match action {
                Action::Create(wanted) | Action::Update { wanted, .. } => {
                    wanted.priority == priority
                }
                Action::Close(_) => false,
            })
        };
        let list = ["label", "list", "--limit", "100000", "--json", "name"];
        let existing: Vec<Label> = serde_json::from_str(&Self::run(&list, None)?)
            .about(|| String::from("`gh label list` gave no list"))?;
        let all = [Priority::Critical, Priority::High, Priority::Medium, Priority::Low];
        let priorities = all.into_iter().filter(|it| needs(*it)).map(|it| (label(it), "fbca04"));
        for (name, color) in priorities.chain([(LABEL.to_owned(), "d4c5f9")]) {
            // One that exists may have got another color.
            if !existing.iter().any(|it| it.name.eq_ignore_ascii_case(&name)) {
                Self::run(&["label", "create", &name, "--color", color], None)?;
            }
        }
        Ok(())
    }

    /// Files an issue.
    pub(crate) fn create(wanted: &Wanted) -> Result<(), Error> {
        let title = format!("--title={}", wanted.title);
        let priority = label(wanted.priority);
        let arguments =
            ["issue", "create", &title, "--label", LABEL, "--label", &priority, "--body-file", "-"];
        let address = Self::run(&arguments, Some(&wanted.body))?;
        output::line(format_args!("created {}", address.trim()))
    }

    /// Changes an issue, and opens it again if it was closed.
    pub(crate) fn update(wanted: &Wanted, issue: &Issue) -> Result<(), Error> {
        let number = issue.number.to_string();
        if !issue.is_open() {
            // First: the edit takes the mark away that asks for it.
            Self::run(&["issue", "reopen", &number], None)?;
        }
        let own = label(wanted.priority);
        let mut arguments = vec!["issue", "edit", &number, "--body-file", "-", "--add-label", &own];
        let before = Fingerprint::read(&issue.body);
        let old = before.as_ref().and_then(|it| Priority::from_word(&it.priority));
        let old = old.filter(|it| *it != wanted.priority).map(label);
        if let Some(old) = &old {
            arguments.extend(["--remove-label", old]);
        }
        let title = format!("--title={}", wanted.title);
        if before.is_some_and(|it| it.title == issue.title) {
            arguments.push(&title);
        }
        Self::run(&arguments, Some(&body::merged(&issue.body, &wanted.body)))?;
        output::line(format_args!("updated #{number}"))
    }

    /// Closes an issue.
    pub(crate) fn close(issue: &Issue) -> Result<(), Error> {
        let number = issue.number.to_string();
        let body = body::closed(&issue.body);
        Self::run(&["issue", "edit", &number, "--body-file", "-"], Some(&body))?;
        let comment = "--comment=The annotation that this issue was made from is gone.";
        Self::run(&["issue", "close", &number, comment], None)?;
        output::line(format_args!("closed #{number}"))
    }

    fn run(arguments: &[&str], input: Option<&str>) -> Result<String, Error> {
        let shown = arguments.iter().take(2).copied().collect::<Vec<_>>().join(" ");
        let what = |error: &std::io::Error| match error.kind() {
            std::io::ErrorKind::NotFound => {
                String::from("the `gh` program is not installed: see https://cli.github.com")
            }
            _ => String::from("`gh` does not start"),
        };
        let start = |error| Error::Failed { what: what(&error), cause: Some(Box::new(error)) };
        let stdin = if input.is_some() { Stdio::piped() } else { Stdio::null() };
        let mut child = Command::new("gh")
            .args(arguments)
            .stdin(stdin)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .map_err(start)?;
        if let (Some(input), Some(mut pipe)) = (input, child.stdin.take()) {
            // A program that reads nothing closes the pipe; its exit status says why.
            let _ = pipe.write_all(input.as_bytes());
        }
        let done = child.wait_with_output().about(|| format!("`gh {shown}`"))?;
        if !done.status.success() {
            let said = String::from_utf8_lossy(&done.stderr);
            return Err(Error::failed(format!("`gh {shown}` failed: {}", said.trim())));
        }
        String::from_utf8(done.stdout).about(|| format!("what `gh {shown}` wrote"))
    }
}

fn label(priority: Priority) -> String {
    format!("priority: {}", priority.word().to_lowercase())
}
