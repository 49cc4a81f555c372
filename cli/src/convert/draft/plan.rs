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
        Plan::Choice { range, before, choice, after } => {
            let text = choice::text(source, choice, source.indent(range.start));
            let edit = Edit::replace(range.clone(), format!("{before}{text}{after}"));
            comments::kept(source, sides, vec![edit])
        }
        Plan::Refusal { range, argument, method } => {
            vec![refusal(source, range.clone(), argument, method)]
        }
    }
}

fn refusal(source: &Source, range: Range<usize>, argument: &str, method: &str) -> Edit {
    let comments = comments::above(source, range.clone(), source.indent(range.start));
    let method = literal(method);
    let call = format!("featherfall::quant_refuses!({argument}, method = {method});");
    Edit::replace(range, format!("{comments}{call}"))
}
