//! What takes the place of one site or refusal.

use std::ops::Range;

use super::{choice, comments, function};
use crate::convert::decide::Plan;
use crate::read::source::Source;
use crate::read::syntax::literal;
use crate::write::edit::Edit;

/// The edits of a plan for something with these sides.
pub(crate) fn edits(source: &Source, plan: &Plan<'_>, sides: &[Range<usize>]) -> Vec<Edit> {
    match plan {
        Plan::Functions(plan) => comments::kept(source, sides, function::edits(source, plan)),
        Plan::Gate(plan) => comments::kept(source, sides, function::gate(source, plan)),
        Plan::StubFunction(plan) => comments::kept(source, sides, function::stub(source, plan)),
        Plan::Choice { range, before, choice, after } => {
            let text = choice::text(source, choice, source.indent(range.start));
            let edit = Edit::replace(range.clone(), format!("{before}{text}{after}"));
            comments::kept(source, sides, vec![edit])
        }
        Plan::Refusal { is_ignored, options, range, argument, method } => {
            let name = if *is_ignored { "quant_ignores" } else { "quant_refuses" };
            let method = format!("method = {}", literal(method));
            let options: Vec<&str> =
                [&**argument, &*method].into_iter().chain(options.iter().map(|it| &**it)).collect();
            let call = format!("featherfall::{name}!({});", options.join(", "));
            vec![refusal(source, range.clone(), &call)]
        }
    }
}

fn refusal(source: &Source, range: Range<usize>, call: &str) -> Edit {
    let comments = comments::above(source, range.clone(), source.indent(range.start));
    Edit::replace(range, format!("{comments}{call}"))
}
