//! One side of a choice: code, and what a test sees of it.

use crate::draw::Draw;
use crate::gate::Gate;
use crate::kind::Kind;
use crate::output::{self, Output};
use crate::work::{self, Scope, Work};

/// What a side comes to.
#[derive(Clone, Copy)]
pub(crate) enum Outcome {
    /// A number, of the two numbers.
    Value(fn(usize, usize) -> usize),
    /// The same whatever the numbers are; `None` is a `None`, an empty `Vec`.
    Constant(Option<usize>),
    /// It fails, with a word that its message says.
    Fails { panics: bool, word: Option<&'static str> },
}

impl Outcome {
    /// As a test writes it.
    pub(crate) fn expected(&self, [p, q]: [usize; 2]) -> String {
        let value = match self {
            Outcome::Value(value) => Some(value(p, q)),
            Outcome::Constant(value) => *value,
            Outcome::Fails { .. } => None,
        };
        match value {
            Some(usize::MAX) => String::from("Some(usize::MAX)"),
            other => format!("{other:?}"),
        }
    }

    /// Whether it is a panic.
    pub(crate) fn panics(&self) -> bool {
        matches!(self, Outcome::Fails { panics: true, .. })
    }
}

/// One side.
pub(crate) struct Side {
    /// The code, a template.
    pub(crate) code: String,
    /// What it comes to.
    pub(crate) outcome: Outcome,
    /// Items beside the function that it needs, templates too.
    pub(crate) items: Vec<String>,
    /// Whether it changes the first number.
    pub(crate) mutates: bool,
    /// What it would be to call its parameters something else.
    pub(crate) renamed: Option<Kind>,
}

impl Side {
    /// Which of the numbers the code uses.
    pub(crate) fn uses(&self) -> [bool; 2] {
        let has = |small, big| self.code.contains(small) || self.code.contains(big);
        [has("$p", "$P"), has("$q", "$Q")]
    }

    fn new(code: impl Into<String>, outcome: Outcome) -> Self {
        let code = code.into();
        let renamed = if code.contains("..$") || code.contains("..=$") || code.contains("..END") {
            Some(Kind::RenamedInRange)
        } else if code.contains(":$P$") || code.contains(".$Q$") {
            Some(Kind::RenamedInWidth)
        } else {
            None
        };
        Self { code, outcome, items: Vec::new(), mutates: false, renamed }
    }

    /// Code that works.
    pub(crate) fn working(draw: &mut Draw<'_>, fits: &dyn Fn(&Work) -> bool) -> Self {
        let fitting: Vec<&Work> =
            work::ALL.iter().filter(|it| fits(it) && draw.allows(it.kind)).collect();
        let kinds: Vec<Kind> = fitting.iter().map(|it| it.kind).collect();
        let kind = draw.kind(&kinds);
        let of_kind: Vec<&Work> = fitting.into_iter().filter(|it| it.kind == kind).collect();
        let work = draw.one(&of_kind);
        let mut side = Self::new(work.code, Outcome::Value(work.value));
        side.mutates = work.mutates();
        side.renamed = side.renamed.or(renamed(work.kind));
        side
    }

    /// Code that fails; `None` if nothing of the type does.
    pub(crate) fn failing(
        draw: &mut Draw<'_>,
        output: &Output,
        gate: &Gate,
        may_panic: bool,
    ) -> Option<Self> {
        let mut all = output::failures(output, gate.feature);
        all.retain(|it| (may_panic || !it.panics) && draw.allows(it.kind));
        if all.is_empty() {
            return None;
        }
        let kinds: Vec<Kind> = all.iter().map(|it| it.kind).collect();
        let kind = draw.kind(&kinds);
        all.retain(|it| it.kind == kind);
        if all[0].panics && output.is_result() {
            draw.note(Kind::PanicsForResult);
        }
        let mut failure = all.swap_remove(draw.below(all.len()));
        if draw.has(Kind::CommentInFailure, 6) {
            failure.code.insert_str(0, "// no kernel for $i yet\n");
        }
        let outcome = Outcome::Fails { panics: failure.panics, word: failure.word };
        Some(Self::new(failure.code, outcome))
    }

    /// A constant.
    pub(crate) fn constant(draw: &mut Draw<'_>, output: &Output, of_const: bool) -> Self {
        let mut all = output.constants();
        // No constant function calls `default`.
        all.retain(|(code, _)| !of_const || !code.contains("Default"));
        let (code, value) = draw.one(&all);
        Self::new(code, Outcome::Constant(value))
    }

    /// Code that calls another function of the module with the numbers.
    pub(crate) fn delegating(
        draw: &mut Draw<'_>,
        output: &Output,
        cfg: &str,
        is_async: bool,
    ) -> Self {
        let (helper, value): (Side, _) = {
            let side = Self::working(draw, &|it| !it.mutates() && it.uses() == [true, true]);
            let Outcome::Value(value) = side.outcome else { unreachable!("it works") };
            (side, value)
        };
        let mut kinds = vec![Kind::Delegates, Kind::DelegatesToGated, Kind::DelegatesSwapped];
        if is_async {
            kinds = vec![Kind::DelegatesToAsync, Kind::DelegatesToSync];
        }
        let kind = draw.kind(&kinds);
        let scope = Scope {
            values: [String::from("p"), String::from("q")],
            names: Some([String::from("p"), String::from("q")]),
            wrap: output.wrap,
            id: String::from("$i"),
        };
        let is_swapped = kind == Kind::DelegatesSwapped;
        let (parameters, call) = if is_swapped {
            ("q: usize, p: usize", "slow_$i($q, $p)")
        } else {
            ("p: usize, q: usize", "slow_$i($p, $q)")
        };
        let (before, wait) =
            if kind == Kind::DelegatesToAsync { ("async ", ".await") } else { ("", "") };
        let above = match kind {
            Kind::DelegatesToGated => format!("{cfg}\n"),
            _ if draw.has(Kind::PublicHelper, 2) => String::from("pub "),
            _ => String::from("#[allow(dead_code)]\n"),
        };
        let body = crate::signature::indented(&scope.fill(&helper.code));
        let item = format!(
            "{above}{before}fn slow_$i({parameters}) -> {} {{\n{}\n}}\n",
            output.written, body
        );
        let mut side = Self::new(format!("{call}{wait}"), Outcome::Value(value));
        side.items.push(item);
        side
    }

    /// Code that needs something of the module which no other side needs.
    pub(crate) fn alone(draw: &mut Draw<'_>, output: &Output, cfg: &str, side: usize) -> Self {
        let fails = output.is_result() && output.error.is_some();
        let fitting: Vec<&Alone> = ALONE
            .iter()
            .filter(|it| draw.allows(it.kind) && (fails || it.value.is_some()))
            .collect();
        let kinds: Vec<Kind> = fitting.iter().map(|it| it.kind).collect();
        let kind = draw.kind(&kinds);
        let of_kind: Vec<&Alone> = fitting.into_iter().filter(|it| it.kind == kind).collect();
        let it = draw.one(&of_kind);
        let outcome = match it.value {
            Some(value) => Outcome::Value(value),
            None => Outcome::Fails { panics: it.code.contains("panic!"), word: None },
        };
        let [before, after] = output.error.unwrap_or_default();
        // Two sides may need the same thing, each its own.
        let own = |text: &str| {
            let text = text.replace("$i", &format!("$i_{side}"));
            text.replace("$[", before).replace("]$", after)
        };
        let code = own(it.code);
        let mut found = Self::new(code, outcome);
        let gate =
            if draw.has(Kind::NotGatedButQuiet, 3) { it.quiet.to_owned() } else { cfg.to_owned() };
        found.items.push(own(it.items).replace("$c", &gate));
        found
    }
}

/// Where a parameter has another name on the other side, and it is not enough to look for words.
fn renamed(kind: Kind) -> Option<Kind> {
    Some(match kind {
        Kind::FormatString | Kind::FormatNamed => Kind::RenamedInText,
        Kind::Shorthand | Kind::ShorthandPattern | Kind::FieldOfTheName => Kind::RenamedInShorthand,
        Kind::Shadow | Kind::ShadowInClosure | Kind::ShadowInPattern | Kind::ShadowInFunction => {
            Kind::RenamedInShadow
        }
        Kind::Closure | Kind::NestedClosure => Kind::RenamedInClosure,
        Kind::MacroCall | Kind::LocalMacro => Kind::RenamedInMacro,
        Kind::TextOfTheName => Kind::RenamedInWords,
        _ => return None,
    })
}

/// Code with what it alone needs: `$c` is a `#[cfg(..)]`, or what keeps quiet about it.
struct Alone {
    kind: Kind,
    items: &'static str,
    /// What keeps quiet where it is not gated.
    quiet: &'static str,
    /// The code; `$[` and `]$` make an error of a text.
    code: &'static str,
    /// What it comes to; `None` if it fails.
    value: Option<fn(usize, usize) -> usize>,
}

const DEAD: &str = "#[allow(dead_code)]";

const fn alone(
    kind: Kind,
    items: &'static str,
    quiet: &'static str,
    code: &'static str,
    value: Option<fn(usize, usize) -> usize>,
) -> Alone {
    Alone { kind, items, quiet, code, value }
}

const ALONE: &[Alone] = &[
    alone(
        Kind::ConstInRange,
        "$c\nconst END_$i: usize = 4;\n",
        DEAD,
        "$<(0..END_$i).sum::<usize>() + $p * $q>$",
        Some(|p, q| 6 + p * q),
    ),
    alone(
        Kind::ConstInRange,
        "$c\nconst END_$i: usize = 4;\n",
        DEAD,
        "let mut total = $p;\nfor step in 1..=END_$i {\n    total += step * $q;\n}\n$<total>$",
        Some(|p, q| p + 10 * q),
    ),
    alone(
        Kind::ConstOfOneSide,
        "$c\nconst LIMIT_$i: usize = 30;\n",
        DEAD,
        "$<LIMIT_$i>$",
        Some(|_, _| 30),
    ),
    alone(
        Kind::ConstOfOneSide,
        "$c\nstatic LIMIT_$i: usize = 30;\n",
        DEAD,
        "$<LIMIT_$i + $p + $q>$",
        Some(|p, q| 30 + p + q),
    ),
    alone(
        Kind::ImportOfOneSide,
        "$c\nuse std::collections::BTreeMap as Map$i;\n",
        "#[allow(unused_imports)]",
        "let map: Map$i<usize, usize> = (0..$p).map(|n| (n, $q)).collect();\n$<map.len() + $q>$",
        Some(|p, q| p + q),
    ),
    alone(
        Kind::ImportOfOneSide,
        "$c\nuse std::cmp::max as most_$i;\n",
        "#[allow(unused_imports)]",
        "$<most_$i($p, $q) * 3>$",
        Some(|p, _| p * 3),
    ),
    alone(
        Kind::ImportOfFailure,
        "$c\nuse std::primitive::str as Text$i;\n",
        "#[allow(unused_imports)]",
        "Err($[Text$i::trim(\"no gpu\")]$)",
        None,
    ),
    alone(
        Kind::TraitOfOneSide,
        "$c\nuse std::fmt::Write as _;\n",
        "#[allow(unused_imports)]",
        "let mut text = String::new();\nwrite!(text, \"{}{}\", $p, $q).unwrap();\n$<text.len()>$",
        Some(|_, _| 2),
    ),
    // Nothing names the trait.
    alone(
        Kind::MethodsOfOneSide,
        "$c\nmod way_$i {\n    pub trait More$i {\n        fn more_$i(&self) -> usize;\n    }\n\n    impl More$i for usize {\n        fn more_$i(&self) -> usize {\n            self + 6\n        }\n    }\n}\n$c\nuse way_$i::More$i;\n",
        "#[allow(dead_code, unused_imports)]",
        "$<usize::max($p, $q).more_$i() + $q>$",
        Some(|p, q| p + 6 + q),
    ),
    alone(
        Kind::HelperOfOneSide,
        "$c\nfn helper_$i(n: usize) -> usize {\n    n + 9\n}\n",
        DEAD,
        "$<helper_$i($p) + $q>$",
        Some(|p, q| p + q + 9),
    ),
    alone(
        Kind::HelperOfOneSide,
        "$c\nfn helper_$i() -> usize {\n    9\n}\n",
        DEAD,
        "$<helper_$i()>$",
        Some(|_, _| 9),
    ),
    alone(
        Kind::HelperOfFailure,
        "$c\nfn reason_$i() -> &'static str {\n    \"no sm_80 here\"\n}\n",
        DEAD,
        "Err($[reason_$i()]$)",
        None,
    ),
    alone(
        Kind::ConstOfFailure,
        "$c\nconst REASON_$i: &str = \"no sm_80 here\";\n",
        DEAD,
        "Err($[REASON_$i]$)",
        None,
    ),
    alone(
        Kind::HelperOfPanic,
        "$c\nfn reason_$i() -> &'static str {\n    \"no sm_80 here\"\n}\n",
        DEAD,
        "panic!(\"{}\", reason_$i())",
        None,
    ),
    alone(
        Kind::MacroOfFailure,
        "$c\nmacro_rules! bail {\n    ($text:literal) => {\n        return Err($[$text]$)\n    };\n}\n",
        "#[allow(unused_macros)]",
        "bail!(\"no gpu\")",
        None,
    ),
    alone(
        Kind::MacroOfOneSide,
        "$c\nmacro_rules! more_$i {\n    ($n:expr) => {\n        $n + 8\n    };\n}\n",
        "#[allow(unused_macros)]",
        "$<more_$i!($p) + $q>$",
        Some(|p, q| p + q + 8),
    ),
    alone(
        Kind::TypeOfOneSide,
        "$c\nstruct Holder$i {\n    n: usize,\n}\n",
        DEAD,
        "let holder = Holder$i { n: $p };\n$<holder.n + $q>$",
        Some(|p, q| p + q),
    ),
    alone(
        Kind::VariantOfOneSide,
        "enum Why$i {\n    Known,\n    $c\n    Missing,\n}\n\nimpl Why$i {\n    fn number(&self) -> usize {\n        match self {\n            Self::Known => 1,\n            $c\n            Self::Missing => 2,\n        }\n    }\n}\n\npub fn known_$i() -> usize {\n    Why$i::Known.number()\n}\n",
        DEAD,
        "$<Why$i::Missing.number() + $p + $q>$",
        Some(|p, q| 2 + p + q),
    ),
    alone(
        Kind::ModuleOfOneSide,
        "$c\nmod slow_$i {\n    pub fn sum(p: usize, q: usize) -> usize {\n        p + q + 60\n    }\n}\n",
        DEAD,
        "$<slow_$i::sum($p, $q)>$",
        Some(|p, q| p + q + 60),
    ),
    alone(
        Kind::MethodOfOneSide,
        "pub struct Tool$i;\n\nimpl Tool$i {\n    $c\n    fn use_it_$i(&self, n: usize) -> usize {\n        n * 7\n    }\n}\n",
        DEAD,
        "$<Tool$i.use_it_$i($p) + $q>$",
        Some(|p, q| p * 7 + q),
    ),
    alone(
        Kind::FieldOfOneSide,
        "#[derive(Default)]\npub struct Setting$i {\n    $c\n    extra_$i: usize,\n}\n",
        DEAD,
        "$<Setting$i::default().extra_$i + $p + $q>$",
        Some(|p, q| p + q),
    ),
];
