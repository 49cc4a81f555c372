//! A pair of functions in the place of a gated one: its body stays where it is.

use syn::{FnArg, Pat, ReceiverKind, ReturnType};

use super::around::{Around, Off, comment};
use super::item::{Attribute, Function};
use super::refusal::{self, Unavailable};
use crate::grammar::{Condition, Gate};
use crate::read::source::Source;
use crate::understand::cfg::Cfg;
use crate::write::edit::{self, Edit};

/// What the function does where the feature is off, without the `;` behind it.
struct WayOut<'a> {
    around: &'a Around<'a>,
    source: &'a Source,
    gate: &'a Gate,
    function: &'a Function,
    unavailable: Unavailable<'a>,
}

impl WayOut<'_> {
    /// The value, for a function that is handed `arguments`; the text says why.
    fn value(&self, text: &str, arguments: &[String]) -> Result<String, String> {
        let instead = &self.gate.options.instead;
        let signature = &self.function.signature;
        if let Some(path) = &instead.fallback {
            let call = format!("{}({})", self.source.text_of(path), arguments.join(", "));
            let is_unsafe = self.source.text_of(signature).contains("unsafe fn ");
            let call = if is_unsafe { format!("unsafe {{ {call} }}") } else { call };
            let is_async = self.source.text_of(signature).contains("async ");
            return Ok(if is_async { format!("{call}.await") } else { call });
        }
        if let Some(value) = &instead.otherwise {
            return Ok(self.source.text_of(value).to_owned());
        }
        if instead.panics.is_some() {
            return Ok(refusal::panic(text));
        }
        self.refused(text)
    }

    fn refused(&self, text: &str) -> Result<String, String> {
        let error = self.gate.options.instead.error.as_ref();
        refusal::error(self.around, text, error, Some(&self.function.signature.output))
    }

    /// Whether it ends with an error or a panic that says why.
    fn says_why(&self) -> bool {
        let instead = &self.gate.options.instead;
        instead.fallback.is_none() && instead.otherwise.is_none()
    }
}

/// The other function of the pair, and what the gated one asks for at run time.
pub(super) fn edits(
    around: &Around<'_>,
    gate: &Gate,
    attributes: &[Attribute],
    function: &Function,
    off: &mut Vec<Off>,
) -> Result<Vec<Edit>, String> {
    let source = around.source;
    let Some(body) = function.body.clone() else { return Err(String::from("it has no body")) };
    let requires = Cfg::from(&gate.predicate);
    let own_name = function.signature.ident.to_string();
    let name = gate.options.message.name.as_ref().map_or(own_name, syn::LitStr::value);
    let way_out = WayOut {
        around,
        source,
        gate,
        function,
        unavailable: Unavailable {
            name: &name,
            package: around.package,
            requires: &requires,
            options: &gate.options,
        },
    };
    let first = attributes.first().map_or(function.start, |it| it.range.start);
    let indent = source.indent(first).to_owned();
    let newline = source.newline();
    let inner = format!("{indent}    ");
    let mut edits = Vec::new();
    if let Some(text) = at_run_time(&way_out, &inner)? {
        edits.push(Edit::replace(body.start + 1..body.start + 1, text));
    }
    if let Some(constant) = &gate.options.available {
        let visibility = source.text_of(&function.visibility);
        let space = if visibility.is_empty() { "" } else { " " };
        let cfgs = attributes.iter().filter(|it| it.path == ["cfg"]);
        let mut lines: Vec<String> =
            cfgs.map(|it| source.slice(it.range.clone()).to_owned()).collect();
        lines.push(format!("/// Whether `{name}` was built."));
        lines.push(format!(
            "{visibility}{space}const {constant}: bool = cfg!({});",
            requires.as_cfg()
        ));
        edits.push(Edit::replace(first..first, around.lines(first, lines)));
    }
    // The other one.
    let is_fallback = gate.options.instead.fallback.is_some();
    let (renamed, arguments) = parameters(&way_out, is_fallback);
    let mut lines: Vec<String> = Vec::new();
    let text = way_out.unavailable.text(&[]);
    if !way_out.says_why() {
        lines.push(comment(&text));
    }
    let debt = &gate.options.debt;
    lines.extend([&debt.note, &debt.tracking].into_iter().flatten().map(|it| comment(&it.value())));
    for it in attributes.iter().filter(|it| around.kind(it).is_none()) {
        let text = source.slice(it.range.clone());
        lines.push(match text.strip_prefix("#[expect(") {
            Some(rest) => format!("#[allow({rest}"),
            None => text.to_owned(),
        });
    }
    lines.push(format!("#[cfg({})]", requires.negated().as_cfg()));
    let head_range = function.start..body.start;
    let head = edit::applied(source, head_range.clone(), &renamed)
        .ok_or_else(|| String::from("its parameters cannot be renamed"))?;
    let has_parameters = function.signature.inputs.iter().any(|it| match it {
        FnArg::Receiver(it) => source.text_of(it).starts_with("mut "),
        FnArg::Typed(_) => true,
    });
    let asks = !gate.options.instead.required_if.is_empty();
    if has_parameters && (!is_fallback || asks) {
        lines.push(String::from("#[allow(unused_mut, unused_variables)]"));
    }
    let value = way_out.value(&text, &arguments)?;
    if value.starts_with("unsafe {") {
        lines.push(String::from("#[allow(unused_unsafe)]"));
    }
    off.push(Off { without: requires.as_cfg(), code: value.clone() });
    let mut statements = String::new();
    for it in &gate.options.instead.required_if {
        let text = way_out.unavailable.text(&[it.reason.value()]);
        let condition = source.text_of(&it.holds);
        let refused = way_out.refused(&text)?;
        statements.push_str(&format!(
            "{inner}if {condition} {{{newline}{inner}    return {refused};{newline}{inner}}}{newline}"
        ));
    }
    let is_unit = matches!(function.signature.output, ReturnType::Default) && value == "()";
    let value = if is_unit { String::new() } else { format!("{inner}{value}{newline}") };
    let text = format!(
        "{newline}{newline}{indent}{}{} {{{newline}{statements}{value}{indent}}}",
        around.lines(first, lines),
        head.trim_end(),
    );
    edits.push(Edit::replace(function.end..function.end, text));
    Ok(edits)
}

/// `when(..)` in front of the body.
fn at_run_time(way_out: &WayOut<'_>, indent: &str) -> Result<Option<String>, String> {
    let instead = &way_out.gate.options.instead;
    if instead.when.is_empty() {
        return Ok(None);
    }
    let (_, arguments) = parameters(way_out, false);
    if instead.fallback.is_some() && arguments.iter().any(String::is_empty) {
        return Err(String::from(
            "`when` takes its parameters apart, which the fallback needs whole",
        ));
    }
    let newline = way_out.source.newline();
    let mut text = String::new();
    let mut block = |condition: &str, statements: &[String]| {
        text.push_str(&format!("{newline}{indent}if {condition} {{"));
        for it in statements {
            text.push_str(&format!("{newline}{indent}    {it}"));
        }
        text.push_str(&format!("{newline}{indent}}}"));
    };
    let condition = |it: &Condition| format!("!({})", way_out.source.text_of(&it.holds));
    if way_out.says_why() {
        for it in &instead.when {
            let why = [it.reason.value()];
            let value = way_out.value(&way_out.unavailable.at_run_time(&why), &arguments)?;
            let leave = if instead.panics.is_some() { "" } else { "return " };
            block(&condition(it), &[format!("{leave}{value};")]);
        }
    } else {
        let all: Vec<String> = instead.when.iter().map(condition).collect();
        let mut statements = Vec::new();
        for it in &instead.required_if {
            let reasons = instead.when.iter().chain([it]);
            let why: Vec<String> = reasons.map(|it| it.reason.value()).collect();
            let refused = way_out.refused(&way_out.unavailable.at_run_time(&why))?;
            statements
                .push(format!("if {} {{ return {refused}; }}", way_out.source.text_of(&it.holds)));
        }
        statements.push(format!("return {};", way_out.value("", &arguments)?));
        block(&all.join(" || "), &statements);
    }
    Ok(Some(text))
}

/// Edits that name every parameter, and the names; a pattern that stays has none.
fn parameters(way_out: &WayOut<'_>, rename: bool) -> (Vec<Edit>, Vec<String>) {
    let source = way_out.source;
    let mut edits = Vec::new();
    let mut names = Vec::new();
    for (index, input) in way_out.function.signature.inputs.iter().enumerate() {
        match input {
            FnArg::Receiver(it) => {
                let text = source.text_of(it);
                if rename
                    && matches!(it.kind, ReceiverKind::Value | ReceiverKind::Typed(..))
                    && let Some(rest) = text.strip_prefix("mut ")
                {
                    edits.push(Edit::replace(source.range_of(it), rest));
                }
                names.push(String::from("self"));
            }
            FnArg::Typed(it) => match &*it.pat {
                Pat::Ident(pat) if pat.subpat.is_none() && pat.by_ref.is_none() => {
                    let name = pat.ident.to_string();
                    if rename && pat.mutability.is_some() {
                        edits.push(Edit::replace(source.range_of(pat), name.as_str()));
                    }
                    names.push(name);
                }
                other if rename => {
                    let name = format!("argument_{index}");
                    edits.push(Edit::replace(source.range_of(other), name.as_str()));
                    names.push(name);
                }
                _ => names.push(String::new()),
            },
        }
    }
    (edits, names)
}
