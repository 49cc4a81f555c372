//! What people said of an item by hand stands in its annotation again.

use super::plan::{Body, Plan};
use crate::find::decisions::Said;
use crate::read::syntax::literal;

/// Puts what was said into the options of the plan, in place of what was made up for it.
pub(super) fn put(plan: &mut Plan<'_>, said: &Said) {
    let options = match plan {
        Plan::Functions(it) => match &mut it.body {
            Body::Gate(options) => options,
            Body::Choice(choice) => &mut choice.options,
        },
        Plan::Gate(it) => &mut it.options,
        Plan::StubFunction(it) => &mut it.options,
        Plan::Choice { choice, .. } => &mut choice.options,
        Plan::Refusal { options, .. } => options,
    };
    let text = |key, value: &Option<String>| Some((key, literal(value.as_deref()?)));
    let texts = [
        text("name", &said.name),
        text("alternative", &said.alternative),
        text("tracking", &said.tracking),
        text("note", &said.note),
    ];
    let priority = said.priority.map(|it| ("priority", it.word().to_owned()));
    for (key, value) in texts.into_iter().flatten().chain(priority) {
        options.retain(|it| !it.starts_with(&format!("{key} = ")));
        options.push(format!("{key} = {value}"));
    }
}
