//! One function whose body chooses: as a whole, in statements, in a `let`, in arms of a `match`.

use crate::choice::Choice;
use crate::draw::Draw;
use crate::kind::Kind;
use crate::pair;
use crate::signature::{self, Written, indented};
use crate::work::Scope;

impl Choice<'_> {
    /// One function whose body chooses.
    pub(crate) fn one_function(&self, draw: &mut Draw<'_>, name: &str, output: &str) -> String {
        let names = draw.one(pair::NAMES);
        let scope = self.scope(names);
        let order = self.gate.order(draw);
        let body = match self.shape {
            Kind::Statements => self.statements(draw, &scope, names, &order),
            Kind::Returns => self.returns(draw, &scope, names, &order),
            Kind::Let => self.lets(draw, &scope, &order),
            Kind::Arms => self.arms(draw, &scope, &order),
            Kind::InClosure => self.in_closure(&scope, names, &order),
            Kind::IfCfg => self.if_cfg(&scope),
            shape => {
                let mut text = String::new();
                if shape == Kind::BodyAfterUse {
                    text.push_str(draw.one(&[
                        "#[allow(unused_imports)]\nuse std::cmp::min;\n",
                        "let start = 0;\nlet _ = start;\n",
                    ]));
                }
                for side in order {
                    let code = self.silenced(&scope, names, side);
                    text.push_str(&format!(
                        "{}\n{{\n{}\n}}\n",
                        self.gate.cfg(side),
                        indented(&code)
                    ));
                }
                text
            }
        };
        // What the tests do not build is not used in some build.
        let needs_quiet = matches!(self.shape, Kind::IfCfg | Kind::Arms | Kind::Let);
        let above = if needs_quiet { "#[allow(unused_variables)]\n" } else { "" };
        let function = Written {
            above: above.to_owned(),
            visibility: "pub",
            name,
            parameters: names.map(str::to_owned),
            output,
            body: body.trim_end().to_owned(),
        };
        signature::function(self.signature, &function)
    }

    /// The code of a side, which says of what it does not use that this is so.
    fn silenced(&self, scope: &Scope, names: [&str; 2], side: usize) -> String {
        let it = &self.sides[side];
        let mut text = String::new();
        let uses = it.uses();
        let slice = self.signature == Kind::Slice;
        for at in [0, 1] {
            let is_self = at == 0 && signature::has_receiver(self.signature);
            let is_used = if slice { uses[0] || uses[1] || at == 1 } else { uses[at] };
            if !is_used && !is_self {
                text.push_str(&format!("let _ = {};\n", names[at]));
            }
        }
        text.push_str(&scope.fill(&it.code));
        text
    }

    fn statements(
        &self,
        draw: &mut Draw<'_>,
        scope: &Scope,
        names: [&str; 2],
        order: &[usize],
    ) -> String {
        let inner = Scope { wrap: ["state = ", ""], ..scope.clone() };
        let mut text = String::from("let state;\n");
        let apart = draw.has(Kind::BlankBetween, 3);
        for (index, side) in order.iter().enumerate() {
            let code = self.silenced(&inner, names, *side);
            if apart && index > 0 {
                text.push('\n');
            }
            text.push_str(&format!("{}\n{{\n{}\n}}\n", self.gate.cfg(*side), indented(&code)));
        }
        let [before, after] = self.output.wrap;
        format!("{text}{before}state{after}\n")
    }

    fn returns(
        &self,
        draw: &mut Draw<'_>,
        scope: &Scope,
        names: [&str; 2],
        order: &[usize],
    ) -> String {
        let mut text = String::from("let start = 100;\nlet _ = start;\n");
        let bare = draw.has(Kind::BareReturns, 2);
        for side in order {
            let code = self.silenced(scope, names, *side);
            let cfg = self.gate.cfg(*side);
            let is_line = !code.contains('\n') && !code.contains("return") && !code.contains('!');
            if is_line && bare {
                text.push_str(&format!("{cfg}\nreturn {code};\n"));
            } else {
                text.push_str(&format!("{cfg}\n{{\n{}\n}}\n", indented(&code)));
            }
        }
        text
    }

    fn lets(&self, draw: &mut Draw<'_>, scope: &Scope, order: &[usize]) -> String {
        let inner = Scope { wrap: ["", ""], ..scope.clone() };
        let head = match draw.kind(&[Kind::LetPlain, Kind::LetTyped, Kind::LetMut]) {
            Kind::LetTyped => "let found_it: usize",
            Kind::LetMut => "#[allow(unused_mut)]\nlet mut found_it",
            _ => "let found_it",
        };
        let (quiet, head) =
            head.rsplit_once('\n').map_or(("", head), |(quiet, head)| (quiet, head));
        let mut text = String::new();
        for side in order {
            let code = inner.fill(&self.sides[*side].code);
            let is_line = !code.contains('\n') && !code.contains("//");
            let value = if is_line { code } else { format!("{{\n{}\n}}", indented(&code)) };
            text.push_str(&format!("{}\n", self.gate.cfg(*side)));
            if !quiet.is_empty() {
                text.push_str(&format!("{quiet}\n"));
            }
            text.push_str(&format!("{head} = {value};\n"));
        }
        let [before, after] = self.output.wrap;
        format!("{text}{before}found_it{after}\n")
    }

    fn arms(&self, draw: &mut Draw<'_>, scope: &Scope, order: &[usize]) -> String {
        let [p, q] = &scope.values;
        let inner =
            Scope { values: [String::from("device"), q.clone()], names: None, ..scope.clone() };
        let kind = draw.kind(&[
            Kind::ArmSome,
            Kind::ArmSome,
            Kind::ArmOr,
            Kind::ArmGuard,
            Kind::ArmsOfNumbers,
            Kind::ArmWild,
        ]);
        let mut arms = String::new();
        let mut arm = |cfg: &str, pattern: &str, code: &str| {
            let is_line = !code.contains('\n') && !code.contains("//");
            let body =
                if is_line { format!("{code},") } else { format!("{{\n{}\n}}", indented(code)) };
            arms.push_str(&format!("{cfg}{pattern} => {body}\n"));
        };
        if kind == Kind::ArmsOfNumbers {
            // Another pattern of the same shape.
            let [before, after] = self.output.wrap;
            for side in order {
                let number = 100 + side;
                let code = format!("{before}{number}{after}");
                arm(&format!("{}\n", self.gate.cfg(*side)), "Some(0)", &code);
            }
        }
        for side in order {
            let it = &self.sides[*side];
            let pattern = match kind {
                Kind::ArmOr => "Some(device @ 1) | Some(device)",
                Kind::ArmGuard => "Some(device) if device > 0",
                _ if it.uses()[0] => "Some(device)",
                Kind::ArmWild => "Some(..)",
                _ => "Some(_)",
            };
            let mut code = inner.fill(&it.code);
            if matches!(kind, Kind::ArmOr) && !it.uses()[0] {
                code = format!("let _ = device;\n{code}");
            }
            arm(&format!("{}\n", self.gate.cfg(*side)), pattern, &code);
        }
        let [before, after] = self.output.wrap;
        arm("", "_", &format!("{before}1000{after}"));
        format!("match Some({p}) {{\n{}\n}}\n", indented(&arms))
    }

    fn in_closure(&self, scope: &Scope, names: [&str; 2], order: &[usize]) -> String {
        let inner = Scope { wrap: ["", ""], ..scope.clone() };
        let mut text = String::new();
        for side in order {
            let code = self.silenced(&inner, names, *side);
            text.push_str(&format!("{}\n{{\n{}\n}}\n", self.gate.cfg(*side), indented(&code)));
        }
        let [before, after] = self.output.wrap;
        format!("let run = || {{\n{}\n}};\n{before}run(){after}\n", indented(&text))
    }

    fn if_cfg(&self, scope: &Scope) -> String {
        let mut text = String::new();
        let last = self.sides.len() - 1;
        for (side, it) in self.sides.iter().enumerate() {
            let code = indented(&scope.fill(&it.code));
            if side < last {
                text.push_str(&format!("if cfg!({}) {{\n{code}\n}} else ", self.gate.sides[side]));
            } else {
                text.push_str(&format!("{{\n{code}\n}}\n"));
            }
        }
        text
    }
}
