//! What must happen to the issues, decided before anything happens.

use std::fmt;

use super::body::{self, Fingerprint, Wanted};
use super::issue::Issue;
use crate::understand::annotations::Priority;

/// One step.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Action<'a> {
    /// File a new issue.
    Create(&'a Wanted),
    /// Bring an issue up to date; one that is closed is opened again.
    Update {
        /// What it should say.
        wanted: &'a Wanted,
        /// What it says.
        issue: &'a Issue,
    },
    /// Close an issue whose annotation is gone.
    Close(&'a Issue),
}

/// All steps.
#[derive(Debug)]
pub(crate) struct Plan<'a> {
    /// In the order in which they are done.
    pub(crate) actions: Vec<Action<'a>>,
    /// How many issues are right as they are.
    pub(crate) unchanged: usize,
}

impl<'a> Plan<'a> {
    /// Compares what is wanted with what exists. With a priority, only issues of that priority
    /// are looked at. Only issues of packages that were read completely are closed.
    pub(crate) fn new(
        wanted: &'a [Wanted],
        existing: &'a [Issue],
        priority: Option<Priority>,
        is_read: &dyn Fn(&str) -> bool,
    ) -> Self {
        let known: Vec<(&Issue, Fingerprint)> = existing
            .iter()
            .filter_map(|issue| Some((issue, Fingerprint::read(&issue.body)?)))
            .collect();
        let mut pairs: Vec<(&Wanted, Option<&Issue>)> = Vec::new();
        let mut taken: Vec<u64> = Vec::new();
        let mut find = |wanted: &Wanted, same: &dyn Fn(&Fingerprint) -> bool| {
            // An open issue is the better one if someone filed a second by hand.
            let mut of_item: Vec<&(&'a Issue, Fingerprint)> = known
                .iter()
                .filter(|(issue, it)| {
                    it.is_same_item(&wanted.fingerprint)
                        && same(it)
                        && !taken.contains(&issue.number)
                })
                .collect();
            of_item.sort_by_key(|(issue, _)| (!issue.is_open(), issue.number));
            let found = of_item.first().map(|(issue, _)| *issue);
            taken.extend(found.map(|issue| issue.number));
            found
        };
        for it in wanted {
            pairs.push((it, find(it, &|other| other.module == it.fingerprint.module)));
        }
        // Items that moved: the same name in another module.
        for (wanted, issue) in &mut pairs {
            if issue.is_none() {
                *issue = find(wanted, &|_| true);
            }
        }
        let mut plan = Self { actions: Vec::new(), unchanged: 0 };
        for (wanted, issue) in pairs {
            if priority.is_some_and(|it| it != wanted.priority) {
                continue;
            }
            match issue {
                None => plan.actions.push(Action::Create(wanted)),
                // Somebody closed it although the annotation stays: that is a decision.
                Some(issue) if !issue.is_open() && !body::is_closed(&issue.body) => {
                    plan.unchanged += 1;
                }
                Some(issue) if needs_update(wanted, issue) => {
                    plan.actions.push(Action::Update { wanted, issue });
                }
                Some(_) => plan.unchanged += 1,
            }
        }
        for (issue, fingerprint) in &known {
            let is_meant = is_read(&fingerprint.package)
                && priority.is_none_or(|it| it.word() == fingerprint.priority);
            if issue.is_open() && is_meant && !taken.contains(&issue.number) {
                plan.actions.push(Action::Close(issue));
            }
        }
        plan
    }
}

fn needs_update(wanted: &Wanted, issue: &Issue) -> bool {
    let normal = |text: &str| text.replace("\r\n", "\n").trim().to_owned();
    normal(&body::merged(&issue.body, &wanted.body)) != normal(&issue.body)
}

impl fmt::Display for Action<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Action::Create(wanted) => {
                write!(formatter, "create  {:8} {}", wanted.priority.word(), wanted.title)
            }
            Action::Update { wanted, issue } => {
                let (number, priority) = (issue.number, wanted.priority.word());
                let verb = if issue.is_open() { "update" } else { "reopen" };
                write!(formatter, "{verb}  {priority:8} #{number} {}", wanted.title)
            }
            Action::Close(issue) => {
                write!(formatter, "close            #{} {}", issue.number, issue.title)
            }
        }
    }
}
