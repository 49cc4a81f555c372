//! A backend, and the stand-in that is compiled in its place.

use crate::draw::Draw;
use crate::gate::Gate;
use crate::kind::Kind;
use crate::module::Part;
use crate::signature::indented;

/// Something that both have. In the texts `$i` is the part's number, `$m` how methods of the
/// stand-in fail, `$b` that both fail without a `Result`, `$o` when the backend is compiled.
struct Extra {
    kind: Kind,
    one_in: usize,
    /// Whether it stands beside the type, not in its impl block.
    is_beside: bool,
    real: &'static str,
    dummy: &'static str,
    /// A test of the backend, as `it`.
    test: &'static str,
    /// A test of whichever is compiled.
    both: &'static str,
}

const fn extra(kind: Kind, one_in: usize, real: &'static str, dummy: &'static str) -> Extra {
    Extra { kind, one_in, is_beside: false, real, dummy, test: "", both: "" }
}

const EXTRAS: &[Extra] = &[
    Extra {
        test: "assert_eq!(it.grow_$i(2), 7);\n",
        ..extra(
            Kind::DummyNumber,
            2,
            "pub fn grow_$i(&mut self, by: usize) -> usize {\n    self.wide += by;\n    self.wide\n}\n",
            "pub fn grow_$i(&mut self, _: usize) -> usize {\n    unimplemented!()\n}\n",
        )
    },
    Extra {
        test: "assert_eq!(it.ids_$i().count(), 7);\n",
        ..extra(
            Kind::DummyIterator,
            6,
            "pub fn ids_$i(&self) -> impl Iterator<Item = usize> {\n    0..7\n}\n",
            "pub fn ids_$i(&self) -> impl Iterator<Item = usize> {\n    std::iter::empty()\n}\n",
        )
    },
    Extra {
        test: "assert_eq!(sample::now(it.wait_$i()).ok(), Some(9));\n",
        ..extra(
            Kind::DummyAsync,
            5,
            "pub async fn wait_$i(&self) -> Result<usize> {\n    Ok(9)\n}\n",
            "pub async fn wait_$i(&self) -> Result<usize> {\n    $m\n}\n",
        )
    },
    Extra {
        both: "let is_there = m::Store$i::is_there_$i();\nassert_eq!(is_there, cfg!($o));\n",
        ..extra(
            Kind::DummyWorking,
            6,
            "pub fn is_there_$i() -> bool {\n    true\n}\n",
            "pub fn is_there_$i() -> bool {\n    false\n}\n",
        )
    },
    extra(
        Kind::DummyFirst,
        4,
        "pub fn first_$i() -> usize {\n    1\n}\n",
        "pub fn first_$i() -> usize {\n    $b\n}\n",
    ),
    Extra {
        is_beside: true,
        test: "let weight = m::Backend$i::weigh_$i(&it).ok();\nassert_eq!(weight, Some(6));\n",
        both: "let wide = <m::Store$i as m::Backend$i>::WIDTH_$i;\nassert_eq!(wide, if cfg!($o) { 8 } else { 0 });\n",
        ..extra(
            Kind::DummyTrait,
            2,
            "impl super::Backend$i for Store$i {\n    const WIDTH_$i: usize = 8;\n    type Item = u8;\n\n    fn weigh_$i(&self) -> Result<usize> {\n        Ok(6)\n    }\n}\n",
            "impl super::Backend$i for Store$i {\n    const WIDTH_$i: usize = 0;\n    type Item = u16;\n\n    fn weigh_$i(&self) -> Result<usize> {\n        $m\n    }\n}\n",
        )
    },
    Extra {
        is_beside: true,
        both: "assert_eq!(m::load_$i(3).is_ok(), cfg!($o));\n",
        ..extra(
            Kind::DummyFunction,
            4,
            "pub fn load_$i(n: usize) -> Result<usize> {\n    Ok(n)\n}\n",
            "pub fn load_$i(_: usize) -> Result<usize> {\n    Err(Error::NoGpu)\n}\n",
        )
    },
    // A trait that nothing names, and that the stand-in needs for what it does.
    Extra {
        test: "assert_eq!(it.told_$i(), 12);\n",
        ..extra(
            Kind::MethodsOfBothSides,
            4,
            "pub fn told_$i(&self) -> usize {\n    8usize.more_$i()\n}\n",
            "pub fn told_$i(&self) -> usize {\n    let known = 2usize;\n    known.more_$i()\n}\n",
        )
    },
    // Whether a macro makes a value of a type, nobody knows.
    Extra {
        is_beside: true,
        both: "assert!(std::mem::size_of::<m::Store$i>() < 100);\n",
        ..extra(Kind::DummyInMacro, 6, "", "")
    },
];

/// Draws one.
pub(crate) fn part(draw: &mut Draw<'_>, id: &str) -> Part {
    let gate = Gate::draw(draw, false);
    let layout = draw.kind(&[
        Kind::DummyFile,
        Kind::DummyFile,
        Kind::DummyAlwaysCompiled,
        Kind::DummyInline,
        Kind::DummyBehindGlob,
    ]);
    let store = Store::draw(draw, id);
    let (real, dummy) = (format!("gpu_{id}"), format!("dummy_gpu_{id}"));
    let mut files = Vec::new();
    let has_methods = store.extras.iter().any(|it| it.kind == Kind::MethodsOfBothSides);
    let mut items = format!(
        "pub trait Backend{id} {{\n    const WIDTH_{id}: usize;\n    type Item;\n    fn weigh_{id}(&self) -> crate::error::Result<usize>;\n}}\n\n"
    );
    if has_methods {
        items.push_str(&format!(
            "pub trait More{id} {{\n    fn more_{id}(&self) -> usize;\n}}\n\nimpl More{id} for usize {{\n    fn more_{id}(&self) -> usize {{\n        self + 4\n    }}\n}}\n\n"
        ));
    }
    for (side, name, text) in [(0, &real, store.real()), (1, &dummy, store.dummy())] {
        let cfg = if layout == Kind::DummyAlwaysCompiled && side == 1 {
            String::from("#[allow(dead_code)]")
        } else {
            gate.cfg(side)
        };
        if layout == Kind::DummyInline {
            items.push_str(&format!("{cfg}\nmod {name} {{\n{}\n}}\n", indented(&text)));
        } else {
            items.push_str(&format!("{cfg}\nmod {name};\n"));
            files.push((format!("{name}.rs"), text));
        }
    }
    let has_function = store.extras.iter().any(|it| it.kind == Kind::DummyFunction);
    let list = match layout {
        Kind::DummyBehindGlob => String::from("*"),
        _ if has_function => format!("{{Store{id}, load_{id}}}"),
        _ => format!("Store{id}"),
    };
    for (side, name) in [(0, real), (1, dummy)] {
        items.push_str(&format!("{}\npub use {name}::{list};\n", gate.cfg(side)));
    }
    let tests = store.tests(&gate);
    Part { items, imports: Vec::new(), files, tests, both_work: false, kinds: draw.take_used() }
}

struct Store<'a> {
    id: &'a str,
    definition: String,
    derives: &'static str,
    /// How functions without a receiver fail.
    failure: &'static str,
    /// How methods fail.
    method: &'static str,
    extras: Vec<&'static Extra>,
}

impl<'a> Store<'a> {
    fn draw(draw: &mut Draw<'_>, id: &'a str) -> Self {
        let shape = [Kind::DummyUnit, Kind::DummyUnit, Kind::DummyWithField, Kind::DummyTuple];
        let mut definition = match draw.kind(&shape) {
            Kind::DummyWithField if draw.has(Kind::CommentInField, 3) => {
                format!(
                    "pub struct Store{id} {{\n    // nothing to hold {id}\n    _hidden: (),\n}}\n"
                )
            }
            Kind::DummyWithField => format!("pub struct Store{id} {{\n    _hidden: (),\n}}\n"),
            Kind::DummyTuple => format!("#[allow(dead_code)]\npub struct Store{id}(());\n"),
            _ => format!("pub struct Store{id};\n"),
        };
        let derives =
            if draw.has(Kind::DummyDerives, 3) { "#[derive(Debug, Clone)]\n" } else { "" };
        definition.insert_str(0, derives);
        if draw.has(Kind::Documented, 3) {
            definition.insert_str(0, "/// Stands in.\n");
        }
        let style = [Kind::DummyVariant, Kind::DummyText, Kind::DummyPanics, Kind::DummyMacro];
        let failure = match draw.kind(&style) {
            Kind::DummyText => "Err(Error::Text(String::from(\"no gpu\")))",
            Kind::DummyPanics => "unimplemented!(\"enable the `gpu` feature\")",
            Kind::DummyMacro => "fail!()",
            _ => "Err(Error::NoGpu)",
        };
        let differ = draw.has(Kind::DummyMethodsDiffer, 3);
        Self {
            id,
            definition,
            derives,
            failure,
            method: if differ { "panic!(\"there is no {}\", \"gpu\")" } else { failure },
            extras: EXTRAS.iter().filter(|it| draw.has(it.kind, it.one_in)).collect(),
        }
    }

    fn fill(&self, text: &str) -> String {
        let without_result = if self.failure == "fail!()" { "fail!()" } else { "unimplemented!()" };
        text.replace("$i", self.id).replace("$m", self.method).replace("$b", without_result)
    }

    /// A side: its functions and what stands beside its type.
    fn side(&self, definition: &str, functions: &str, of: fn(&Extra) -> &'static str) -> String {
        let mut inside = functions.to_owned();
        let mut beside = String::new();
        for it in self.extras.iter().filter(|it| !of(it).is_empty()) {
            let place = if it.is_beside { &mut beside } else { &mut inside };
            place.push_str(&format!("\n{}", of(it)));
        }
        let inside = indented(&inside);
        self.fill(&format!("{definition}\nimpl Store$i {{\n{inside}\n}}\n{beside}"))
    }

    fn real(&self) -> String {
        let definition = format!("{}pub struct Store$i {{\n    wide: usize,\n}}\n", self.derives);
        let functions = "pub fn open_$i(wide: usize) -> Result<Self> {\n    Ok(Self { wide })\n}\n\npub fn area_$i(&self, by: usize) -> Result<usize> {\n    Ok(self.wide * by)\n}\n";
        let text = self.side(&definition, functions, |it| it.real);
        format!("use crate::error::Result;\n{}\n{text}", self.imports())
    }

    fn dummy(&self) -> String {
        let functions = format!(
            "pub fn open_$i(_: usize) -> Result<Self> {{\n    {}\n}}\n\n/// Its size.\npub fn area_$i(&self, _by: usize) -> Result<usize> {{\n    $m\n}}\n",
            self.failure
        );
        let text = self.side(&self.definition, &functions, |it| it.dummy);
        let import = if text.contains("Error::") { "{Error, Result}" } else { "Result" };
        let mut head = format!("use crate::error::{import};\n{}\n", self.imports());
        if text.contains("fail!()") {
            head.push_str("macro_rules! fail {\n    () => {\n        unimplemented!(\"enable the `gpu` feature\")\n    };\n}\n\n");
        }
        head + &text
    }

    /// What both sides import beside the error.
    fn imports(&self) -> String {
        let has_methods = self.extras.iter().any(|it| it.kind == Kind::MethodsOfBothSides);
        if has_methods { self.fill("use super::More$i;\n") } else { String::new() }
    }

    fn tests(&self, gate: &Gate) -> String {
        let when = &gate.sides[0];
        let panics = !self.failure.starts_with("Err");
        let mut text = String::from(
            "let mut it = m::Store$i::open_$i(5).ok().unwrap();\nassert_eq!(it.area_$i(2).ok(), Some(10));\n",
        );
        self.extras.iter().for_each(|it| text.push_str(it.test));
        let mut text = format!(
            "if cfg!($o) {{\n{}\n}} else {{\n    let opened = sample::seen(|| m::Store$i::open_$i(5).ok().map(|_| 1), {panics});\n    assert_eq!(opened, None);\n}}\n",
            indented(&text)
        );
        self.extras.iter().for_each(|it| text.push_str(it.both));
        self.fill(&text).replace("$o", when)
    }
}
