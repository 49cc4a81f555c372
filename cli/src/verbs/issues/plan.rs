//! What must happen to the issues, decided before anything happens.

use std::collections::BTreeSet;
use std::fmt;

use super::body::{self, Wanted};
use super::fingerprint::Fingerprint;
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
    /// What is left alone although something changed, and why.
    pub(crate) left: Vec<String>,
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
        let mut pairs: Vec<(&Wanted, Option<&Issue>)> =
            wanted.iter().map(|it| (it, None)).collect();
        let mut taken: BTreeSet<u64> = BTreeSet::new();
        let mut find = |pairs: &mut Vec<(&'a Wanted, Option<&'a Issue>)>,
                        same: &dyn Fn(&Fingerprint, &Fingerprint) -> bool| {
            for (wanted, issue) in pairs.iter_mut().filter(|(_, issue)| issue.is_none()) {
                // An open issue is the better one if someone filed a second by hand.
                let mut of_item: Vec<&(&'a Issue, Fingerprint)> = known
                    .iter()
                    .filter(|(issue, it)| {
                        it.is_same_item(&wanted.fingerprint)
                            && same(it, &wanted.fingerprint)
                            && !taken.contains(&issue.number)
                    })
                    .collect();
                of_item.sort_by_key(|(issue, _)| (!issue.is_open(), issue.number));
                *issue = of_item.first().map(|(issue, _)| *issue);
                taken.extend(issue.map(|it| it.number));
            }
        };
        // What says the same, here or in another module; then what says something else now.
        find(&mut pairs, &|one, other| one.module == other.module && one.title == other.title);
        find(&mut pairs, &|one, other| one.title == other.title);
        find(&mut pairs, &|one, other| one.module == other.module && one.index == other.index);
        find(&mut pairs, &|_, _| true);
        let mut plan = Self { actions: Vec::new(), unchanged: 0, left: Vec::new() };
        // Of several on one item, some changed and some gone: which is which nobody can tell.
        let mut unclear: BTreeSet<u64> = BTreeSet::new();
        for (wanted, issue) in &mut pairs {
            let Some(found) = *issue else { continue };
            let is_of_item = |it: &Fingerprint| it.is_same_item(&wanted.fingerprint);
            let says_the_same = known
                .iter()
                .any(|(it, of)| it.number == found.number && of.title == wanted.fingerprint.title);
            let others: Vec<u64> = known
                .iter()
                .filter(|(it, of)| is_of_item(of) && it.is_open() && !taken.contains(&it.number))
                .map(|(it, _)| it.number)
                .collect();
            if says_the_same || others.is_empty() {
                continue;
            }
            let mut numbers = vec![format!("#{}", found.number)];
            numbers.extend(others.iter().map(|it| format!("#{it}")));
            plan.left.push(format!(
                "`{}` is one of {}, whose text changed while another one went",
                wanted.title,
                numbers.join(", ")
            ));
            unclear.extend(others);
            unclear.insert(found.number);
        }
        for (wanted, issue) in pairs {
            if priority.is_some_and(|it| it != wanted.priority) {
                continue;
            }
            match issue {
                None => plan.actions.push(Action::Create(wanted)),
                Some(issue) if unclear.contains(&issue.number) => plan.unchanged += 1,
                // Somebody closed it although the annotation stays: that is a decision.
                Some(issue) if !issue.is_open() && !body::is_closed(&issue.body) => {
                    plan.unchanged += 1;
                }
                Some(issue) if !body::is_ours(&issue.body) => {
                    plan.unchanged += 1;
                    if !says(wanted, issue) {
                        plan.left.push(format!("#{}: somebody changed its text", issue.number));
                    }
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
            let is_known = taken.contains(&issue.number) || unclear.contains(&issue.number);
            if !issue.is_open() || !is_meant || is_known {
                continue;
            }
            if body::is_ours(&issue.body) {
                plan.actions.push(Action::Close(issue));
            } else {
                let number = issue.number;
                plan.left.push(format!(
                    "#{number}: its annotation is gone, and somebody changed its text: close it yourself"
                ));
            }
        }
        plan
    }
}

/// Whether the issue was written for what is wanted now.
fn says(wanted: &Wanted, issue: &Issue) -> bool {
    Fingerprint::read(&issue.body).is_some_and(|it| it.sum == wanted.fingerprint.sum)
}

fn needs_update(wanted: &Wanted, issue: &Issue) -> bool {
    let normal = |text: &str| text.replace("\r\n", "\n").trim().to_owned();
    let index = |index: usize| format!(" index={index} ");
    let known = Fingerprint::read(&issue.body).map_or(wanted.fingerprint.index, |it| it.index);
    // Another one on the same item went: that alone is no news.
    let wanted = wanted.body.replacen(&index(wanted.fingerprint.index), &index(known), 1);
    normal(&body::merged(&issue.body, &wanted)) != normal(&issue.body)
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
