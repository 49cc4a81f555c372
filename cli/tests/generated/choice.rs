//! A function that does one thing or another: what it takes, returns and does.

use crate::draw::Draw;
use crate::gate::Gate;
use crate::kind::Kind;
use crate::module::Part;
use crate::output::{self, Output};
use crate::side::{Outcome, Side};
use crate::signature;
use crate::work::{Scope, Work};

/// Draws one.
pub(crate) fn part(draw: &mut Draw<'_>, id: &str) -> Part {
    let shape = draw.kind(&[
        Kind::Pair,
        Kind::Pair,
        Kind::Pair,
        Kind::Pair,
        Kind::WholeBody,
        Kind::WholeBody,
        Kind::BodyAfterUse,
        Kind::Statements,
        Kind::Statements,
        Kind::Returns,
        Kind::Let,
        Kind::Arms,
        Kind::InClosure,
        Kind::IfCfg,
    ]);
    let mut signature = draw.kind(signature::ALL);
    let is_odd = match signature {
        Kind::NestedFunction => shape != Kind::Pair,
        // Constant functions call no closures.
        Kind::Const => shape == Kind::InClosure,
        _ => false,
    };
    if is_odd {
        signature = Kind::Free;
    }
    let gate = Gate::draw(draw, !matches!(shape, Kind::Arms));
    let output = output(draw, shape, signature);
    let sides = sides(draw, shape, signature, &gate, &output);
    Choice { id, shape, signature, gate, output, sides }.part(draw)
}

fn output(draw: &mut Draw<'_>, shape: Kind, signature: Kind) -> Output {
    let fitting: Vec<Output> = output::ALL
        .iter()
        .filter(|it| match signature {
            Kind::Extern => it.kind == Kind::Number,
            Kind::Const => matches!(it.kind, Kind::Number | Kind::OptionOutput),
            // What an `impl Trait` captures changed with edition 2024.
            Kind::References
            | Kind::Lifetimes
            | Kind::Slice
            | Kind::TraitMethod
            | Kind::TraitDefault => !it.is_opaque(),
            _ => true,
        })
        .filter(|it| {
            !it.is_opaque() || !matches!(shape, Kind::InClosure | Kind::Arms | Kind::IfCfg)
        })
        .copied()
        .collect();
    let kinds: Vec<Kind> = fitting.iter().map(|it| it.kind).collect();
    let kind = draw.kind(&kinds);
    fitting.into_iter().find(|it| it.kind == kind).unwrap()
}

/// What the place of a function allows its sides to be.
struct Room<'a> {
    shape: Kind,
    signature: Kind,
    gate: &'a Gate,
    output: &'a Output,
    /// Whether the numbers are variables of type `usize`.
    has_names: bool,
    /// Whether a side must have a value, and cannot leave the function.
    is_expression: bool,
    /// Whether a side may need something of the module that only some builds have.
    may_stand_alone: bool,
}

fn sides(
    draw: &mut Draw<'_>,
    shape: Kind,
    signature: Kind,
    gate: &Gate,
    output: &Output,
) -> Vec<Side> {
    let is_expression =
        matches!(shape, Kind::Statements | Kind::Let | Kind::Arms | Kind::InClosure);
    let room = Room {
        shape,
        signature,
        gate,
        output,
        has_names: signature::has_names(signature) && shape != Kind::Arms,
        is_expression,
        // An inline module imports that by `*`.
        may_stand_alone: !is_expression
            && (signature != Kind::InlineModule || draw.has(Kind::GatedBehindGlob, 1)),
    };
    (0..gate.sides.len()).map(|side| room.side(draw, side)).collect()
}

impl Room<'_> {
    fn fits(&self, it: &Work) -> bool {
        let may_mutate =
            self.shape == Kind::Pair && self.has_names && self.signature != Kind::TuplePattern;
        (self.has_names || !it.needs_names())
            && (self.signature != Kind::Const || it.is_const())
            && (!it.mutates() || may_mutate)
            && !(self.is_expression && it.code.contains("return"))
            && !(self.shape == Kind::IfCfg && it.kind == Kind::InnerItems)
    }

    fn side(&self, draw: &mut Draw<'_>, side: usize) -> Side {
        let (output, gate) = (self.output, self.gate);
        let working = |draw: &mut Draw<'_>| Side::working(draw, &|it| self.fits(it));
        let cfg = gate.cfg(side);
        match self.kind(draw, side + 1 == gate.sides.len()) {
            Kind::FallbackFails => {
                let may_panic = !matches!(self.signature, Kind::Extern | Kind::Const);
                Side::failing(draw, output, gate, may_panic).unwrap_or_else(|| working(draw))
            }
            Kind::FallbackIsConstant => Side::constant(draw, output, self.signature == Kind::Const),
            Kind::FallbackDelegates => {
                Side::delegating(draw, output, &cfg, signature::is_async(self.signature))
            }
            Kind::FallbackStandsAlone | Kind::RealStandsAlone => {
                Side::alone(draw, output, &cfg, side)
            }
            // Where names differ between sides, most can go wrong.
            _ if self.shape == Kind::Pair && self.has_names && draw.below(2) == 0 => {
                Side::working(draw, &|it| {
                    self.fits(it) && (it.needs_names() || self.signature == Kind::Const)
                })
            }
            _ => working(draw),
        }
    }

    fn kind(&self, draw: &mut Draw<'_>, is_fallback: bool) -> Kind {
        let is_const = self.signature == Kind::Const;
        let of_function = matches!(self.shape, Kind::Pair | Kind::WholeBody | Kind::BodyAfterUse);
        let may_leave = matches!(self.shape, Kind::Arms | Kind::Returns);
        let may_stand_alone = self.may_stand_alone && !is_const && self.shape != Kind::IfCfg;
        let mut kinds;
        if is_fallback {
            kinds = vec![Kind::FallbackWorks; 3];
            if (of_function || may_leave) && !is_const && !self.output.is_opaque() {
                kinds.extend([Kind::FallbackFails; 4]);
            }
            if !self.is_expression && self.shape != Kind::IfCfg {
                kinds.push(Kind::FallbackIsConstant);
            }
            if may_stand_alone {
                kinds.push(Kind::FallbackStandsAlone);
            }
            if may_stand_alone
                && of_function
                && self.has_names
                && !self.output.is_opaque()
                && !matches!(self.signature, Kind::Associated | Kind::Extern)
            {
                kinds.extend([Kind::FallbackDelegates; 3]);
            }
        } else {
            kinds = vec![Kind::RealWorks; 3];
            if may_stand_alone {
                kinds.push(Kind::RealStandsAlone);
            }
        }
        draw.kind(&kinds)
    }
}

/// A function with sides.
pub(crate) struct Choice<'a> {
    /// The part's number.
    pub(crate) id: &'a str,
    /// How it chooses.
    pub(crate) shape: Kind,
    /// What it takes.
    pub(crate) signature: Kind,
    /// When.
    pub(crate) gate: Gate,
    /// What it returns.
    pub(crate) output: Output,
    /// What it does.
    pub(crate) sides: Vec<Side>,
}

impl Choice<'_> {
    fn part(self, draw: &mut Draw<'_>) -> Part {
        let id = self.id;
        let name =
            format!("{}_{id}", draw.one(&["scale", "fuse", "sort", "attend", "gemm", "load"]));
        let output = self.output.written.replace("$i", id);
        let functions = if self.shape == Kind::Pair {
            self.pair(draw, &name, &output)
        } else {
            self.one_function(draw, &name, &output)
        };
        let both_work = self.sides.iter().all(|it| matches!(it.outcome, Outcome::Value(_)));
        let mut items = String::new();
        let mut imports = Vec::new();
        for item in self.sides.iter().flat_map(|it| &it.items) {
            items.push_str(&format!("{}\n", item.replace("$i", id)));
        }
        if self.output.items.starts_with("use ") {
            imports.push(self.output.items.to_owned());
            let bare = |it: &&String| it.replace("error::Error", "").contains("Error::");
            let code = self.sides.iter().flat_map(|it| it.items.iter().chain([&it.code]));
            if { code }.any(|it| bare(&it)) {
                imports.push(String::from("use crate::error::Error;"));
                items
                    .push_str(&format!("pub fn made_{id}() -> Error {{\n    Error::NoGpu\n}}\n\n"));
            }
        } else if !self.output.items.is_empty() {
            items.push_str(&format!("{}\n\n", self.output.items.replace("$i", id)));
        }
        items.push_str(&signature::around(self.signature, id, &name, &output, &functions));
        Part {
            items,
            imports,
            tests: self.tests(draw, &name),
            files: Vec::new(),
            both_work,
            kinds: draw.take_used(),
        }
    }

    /// How the code of a side gets at parameters of these names.
    pub(crate) fn scope(&self, names: [&str; 2]) -> Scope {
        let has_names = signature::has_names(self.signature);
        Scope {
            values: signature::values(self.signature, names),
            names: has_names.then(|| names.map(str::to_owned)),
            wrap: self.output.wrap,
            id: self.id.to_owned(),
        }
    }

    fn tests(&self, draw: &mut Draw<'_>, name: &str) -> String {
        let mut text = String::new();
        let [before, after] = self.output.seen;
        let call = |numbers| signature::call(self.signature, self.id, name, numbers);
        let first = 1 + draw.below(9);
        let numbers = [[first, 1 + draw.below(first)], [7, 3]];
        for [p, q] in numbers {
            let values: Vec<String> =
                self.sides.iter().map(|it| it.outcome.expected([p, q])).collect();
            let expected = self.gate.choose(&values);
            let panics: Vec<String> =
                self.sides.iter().map(|it| it.outcome.panics().to_string()).collect();
            let panics = self.gate.choose(&panics);
            let seen = format!("{before}{}{after}", call([p, q]));
            text.push_str(&format!("assert_eq!(sample::seen(|| {seen}, {panics}), {expected});\n"));
        }
        for (side, it) in self.sides.iter().enumerate() {
            let Outcome::Fails { word: Some(word), .. } = it.outcome else { continue };
            if self.output.is_result() {
                let (call, when) = (call([7, 3]), &self.gate.sides[side]);
                text.push_str(&format!(
                    "if cfg!({when}) {{\n    let said = sample::said(|| {call});\n    assert!(said.contains({word:?}), \"{{}}\", said);\n}}\n"
                ));
            }
        }
        text
    }
}
