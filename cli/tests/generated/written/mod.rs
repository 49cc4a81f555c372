//! Parts that are written down rather than put together: `$i` is the part's number, `$c` and `$n`
//! are the `#[cfg(..)]` of the two sides, `$o` and `$u` what stands in them.

mod callers;
mod definitions;
mod functions;

use crate::draw::Draw;
use crate::gate::Gate;
use crate::kind::Kind;
use crate::module::Part;

/// One of them.
struct Text {
    kind: Kind,
    items: &'static str,
    tests: &'static str,
}

const fn text(kind: Kind, items: &'static str, tests: &'static str) -> Text {
    Text { kind, items, tests }
}

/// Draws one.
pub(crate) fn part(draw: &mut Draw<'_>, id: &str) -> Part {
    let gate = Gate::draw(draw, false);
    let all = || [callers::ALL, definitions::ALL, functions::ALL].into_iter().flatten();
    let kinds: Vec<Kind> = all().map(|it| it.kind).collect();
    let kind = draw.kind(&kinds);
    let of_kind: Vec<&Text> = all().filter(|it| it.kind == kind).collect();
    let it = draw.one(&of_kind);
    let fill = |text: &str| {
        text.replace("$c", &gate.cfg(0))
            .replace("$n", &gate.cfg(1))
            .replace("$o", &gate.sides[0])
            .replace("$u", &gate.sides[1])
            .replace("$i", id)
    };
    Part {
        items: fill(it.items),
        imports: Vec::new(),
        files: Vec::new(),
        tests: fill(it.tests),
        both_work: false,
        kinds: draw.take_used(),
    }
}
