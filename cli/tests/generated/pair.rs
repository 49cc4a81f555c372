//! A function that is written once for each build.

use crate::choice::Choice;
use crate::draw::Draw;
use crate::kind::Kind;
use crate::signature::{self, Written};

/// Names of two parameters.
pub(crate) const NAMES: &[[&str; 2]] = &[
    ["left", "right"],
    ["a", "b"],
    ["len", "count"],
    ["x", "xs"],
    ["width", "wide"],
    ["value", "values"],
    ["lhs", "rhs"],
];

/// What the parameters are called.
struct Names {
    real: [&'static str; 2],
    /// On all sides but the first.
    other: [&'static str; 2],
    /// Whether `adopt` may have to call them something else.
    may_differ: bool,
}

impl Choice<'_> {
    /// The same function once for each build.
    pub(crate) fn pair(&self, draw: &mut Draw<'_>, name: &str, output: &str) -> String {
        let names = self.names(draw);
        let may_hide = matches!(self.signature, Kind::Free | Kind::Async | Kind::Unsafe);
        let hides = may_hide && draw.has(Kind::PrivatePair, 4);
        let inner_name = if hides { format!("inner_{name}") } else { name.to_owned() };
        let visibility = if hides { draw.one(&["", "pub(crate)"]) } else { "pub" };
        let docs = draw.has(Kind::Documented, 4);
        let inline = draw.has(Kind::Inline, 8);
        let is_turned = self.gate.sides[0].starts_with("not(");
        let other_docs = docs && !is_turned && draw.has(Kind::DocumentedFallback, 2);
        let is_pattern = self.signature == Kind::TuplePattern;
        let allows = draw.has(Kind::AllowsUnused, 5)
            && (!is_pattern || draw.has(Kind::PatternAllowedUnused, 1));
        let mut text = String::new();
        for side in self.gate.order(draw) {
            let is_last = side + 1 == self.sides.len();
            let mut above = String::new();
            if docs && side == 0 {
                above.push_str(&format!("/// Does {name}.\n"));
            }
            if other_docs && is_last {
                above.push_str(&format!("/// Fallback of {name} for builds without it.\n"));
            }
            above.push_str(&format!("{}\n", self.gate.cfg(side)));
            if inline && side == 0 {
                above.push_str("#[inline]\n");
            }
            let allows = allows && is_last;
            if allows {
                above.push_str("#[allow(unused_variables)]\n");
            }
            let own = if side == 0 { names.real } else { names.other };
            let (parameters, silences) = self.parameters(draw, side, own, &names, allows);
            let body = format!("{silences}{}", self.scope(own).fill(&self.sides[side].code));
            let function =
                Written { above, visibility, name: &inner_name, parameters, output, body };
            text.push_str(&signature::function(self.signature, &function));
            text.push('\n');
        }
        if hides {
            text.push_str(&self.caller(name, &inner_name, output));
        }
        text
    }

    fn names(&self, draw: &mut Draw<'_>) -> Names {
        let at = draw.below(NAMES.len());
        let real = NAMES[at];
        // Which side stays is not for the generator to know.
        let mut renamed: Vec<Kind> = self.sides.iter().filter_map(|it| it.renamed).collect();
        if self.signature == Kind::TuplePattern {
            renamed.push(Kind::RenamedPattern);
        }
        let may_differ = renamed.iter().all(|it| draw.allows(*it));
        let kinds = [Kind::SameNames, Kind::OtherNames, Kind::OtherNames, Kind::SwappedNames];
        let other = match draw.kind(if may_differ { &kinds } else { &kinds[..1] }) {
            Kind::OtherNames => NAMES[(at + 1 + draw.below(NAMES.len() - 1)) % NAMES.len()],
            Kind::SwappedNames => [real[1], real[0]],
            _ => real,
        };
        if other != real {
            for kind in renamed {
                draw.note(kind);
            }
        }
        Names { real, other, may_differ }
    }

    /// The parameters of a side as it writes them, and what it says of those that it does not use.
    fn parameters(
        &self,
        draw: &mut Draw<'_>,
        side: usize,
        own: [&str; 2],
        names: &Names,
        allows: bool,
    ) -> ([String; 2], String) {
        let it = &self.sides[side];
        let is_slice = self.signature == Kind::Slice;
        let mut uses = it.uses();
        if is_slice {
            uses = [uses[0] || uses[1]; 2];
        }
        let is_pattern = self.signature == Kind::TuplePattern;
        let silences = draw.has(Kind::LetSilences, 4) && self.signature != Kind::Const
            || is_pattern && !names.may_differ;
        let mut text = String::new();
        let written = [0, 1].map(|at| {
            let name = own[at].to_owned();
            if it.mutates && at == 0 {
                return format!("mut {name}");
            }
            let is_self = signature::has_receiver(self.signature) && at == 0;
            if uses[at] || is_self || allows {
                return name;
            }
            if silences && !(is_slice && at == 1) {
                text.push_str(&format!("let _ = {name};\n"));
                return name;
            }
            if draw.below(2) == 0 && names.may_differ {
                format!("_{name}")
            } else {
                String::from("_")
            }
        });
        (written, text)
    }

    /// A function that everybody can call, for one that nobody can.
    fn caller(&self, name: &str, inner: &str, output: &str) -> String {
        let (before, call) = match self.signature {
            Kind::Async => ("async ", format!("{inner}(p, q).await")),
            Kind::Unsafe => ("unsafe ", format!("unsafe {{ {inner}(p, q) }}")),
            _ => ("", format!("{inner}(p, q)")),
        };
        let quiet = if self.signature == Kind::Unsafe { "#[allow(unused_unsafe)]\n" } else { "" };
        format!("{quiet}pub {before}fn {name}(p: usize, q: usize) -> {output} {{\n    {call}\n}}\n")
    }
}
