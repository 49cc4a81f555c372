//! Finds annotations in the tokens of a file, and asks what takes their place.

use std::collections::BTreeSet;
use std::ops::Range;

use proc_macro2::TokenTree;

use super::around::{Around, Off, comment};
use super::item::{self, Attribute, Function, Item};
use super::{choice, gate, quant, stub};
use crate::grammar::{
    Errors, FEATURE_STUB, Gate, Limitation, Policy, QuantArgument, REQUIRES_FEATURE, Support,
};
use crate::understand::annotations::Kind;
use crate::understand::cfg::Cfg;
use crate::write::edit::Edit;

/// What takes the place of one annotation.
pub(super) struct Plain {
    /// The annotation.
    pub(super) range: Range<usize>,
    /// What it is, for people.
    pub(super) what: String,
    /// The edits; or why there are none.
    pub(super) edits: Result<Vec<Edit>, String>,
    /// Code that only builds without the feature compile now.
    pub(super) off: Vec<Off>,
}

impl Around<'_> {
    /// The types that are stubs in these tokens.
    pub(super) fn stub_types(&self, tokens: &[TokenTree], found: &mut BTreeSet<String>) {
        let mut at = 0;
        while at < tokens.len() {
            let (attributes, taken) = item::attributes(self.source, &tokens[at..]);
            if attributes.iter().any(|it| self.kind(it) == Some(Kind::Stub))
                && let Item::Struct { name, .. } = item::item(self.source, &tokens[at + taken..])
            {
                found.insert(name);
            }
            if let Some(TokenTree::Group(group)) = tokens.get(at + taken) {
                self.stub_types(&group.stream().into_iter().collect::<Vec<_>>(), found);
            }
            at += taken.max(1);
        }
    }

    /// Everything in these tokens that can be seen now: what stands in the arms of a choice is seen
    /// when that is gone.
    pub(super) fn find(&self, tokens: &[TokenTree], found: &mut Vec<Plain>) {
        let mut at = 0;
        while at < tokens.len() {
            let (attributes, taken) = item::attributes(self.source, &tokens[at..]);
            if taken > 0 {
                let behind = &tokens[at + taken..];
                if attributes.iter().any(|it| self.kind(it).is_some()) {
                    self.item(&attributes, behind, found);
                }
                at += taken;
                continue;
            }
            let (path, length) = item::path(&tokens[at..]);
            if let [TokenTree::Punct(bang), TokenTree::Group(arguments), behind @ ..] =
                &tokens[(at + length).min(tokens.len())..]
                && length > 0
                && bang.as_char() == '!'
                && let Some(name) = self.macro_of(&path)
            {
                let start = self.source.range(tokens[at].span()).start;
                let range = start..self.source.range(arguments.span()).end;
                found.extend(self.invocation(name, range, arguments, behind));
                at += length + 2;
                continue;
            }
            if let TokenTree::Group(group) = &tokens[at] {
                self.find(&group.stream().into_iter().collect::<Vec<_>>(), found);
            }
            at += length.max(1);
        }
    }

    fn invocation(
        &self,
        name: &str,
        range: Range<usize>,
        arguments: &proc_macro2::Group,
        behind: &[TokenTree],
    ) -> Option<Plain> {
        let next = behind.first();
        let semicolon = next.filter(|it| it.to_string() == ";");
        let end = semicolon.map_or(range.end, |it| self.source.range(it.span()).end);
        let what = format!("{name}!");
        let output = self.returned.at(range.start);
        let argument = |policy: Policy| {
            let mut errors = Errors::default();
            let argument = QuantArgument::parse(arguments.stream(), name, &mut errors);
            let argument = argument.filter(|_| errors.is_empty());
            argument
                .ok_or_else(|| String::from("it is broken"))
                .and_then(|argument| quant::argument(self, &argument, policy, output))
        };
        let edits = match name {
            "feature_set" => Ok(vec![Edit::remove_lines(self.source, range.start..end)]),
            "is_enabled" => {
                let feature = arguments.stream().to_string();
                Ok(vec![Edit::replace(range.clone(), format!("cfg!(feature = {feature})"))])
            }
            "quant_ignores" | "quant_refuses" => {
                let policy =
                    if name == "quant_ignores" { Policy::Ignores } else { Policy::Refuses };
                argument(policy).map(|text| {
                    let behind =
                        format!("{}{}", self.source.newline(), self.source.indent(range.start));
                    vec![Edit::replace(range.start..end, text.replace('\n', &behind))]
                })
            }
            "feature_gated" => choice::edits(self, range.clone(), arguments.stream(), output, next),
            _ => return None,
        };
        let is_statement = !matches!(name, "feature_gated" | "is_enabled");
        let edits = edits.map(|it| if is_statement { self.with_comments(&range, it) } else { it });
        Some(Plain { range, what, edits, off: Vec::new() })
    }

    fn item(&self, attributes: &[Attribute], behind: &[TokenTree], found: &mut Vec<Plain>) {
        let item = item::item(self.source, behind);
        let gates = attributes.iter().filter(|it| self.kind(it) == Some(Kind::Gate)).count();
        for attribute in attributes {
            let Some(kind) = self.kind(attribute) else { continue };
            let mut off = Vec::new();
            let edits = match kind {
                Kind::Gate if gates > 1 => Err(String::from("it has several gates")),
                Kind::Gate => self.gate(attribute, attributes, &item, &mut off),
                Kind::Stub => self.stub(attribute, &item),
                Kind::Quant => self.quant(attribute, &item),
                Kind::Limitation => self.limitation(attribute),
                _ => Err(String::from("it is no attribute")),
            };
            let what = format!("#[{}]", kind.name());
            let edits = edits.map(|it| self.with_comments(&attribute.range, it));
            found.push(Plain { range: attribute.range.clone(), what, edits, off });
        }
    }

    fn gate(
        &self,
        attribute: &Attribute,
        attributes: &[Attribute],
        item: &Item,
        off: &mut Vec<Off>,
    ) -> Result<Vec<Edit>, String> {
        let gate = read_gate(attribute, Kind::Gate)?;
        match item {
            Item::Function(function) => {
                let mut edits = gate::edits(self, &gate, attributes, function, off)?;
                let cfg = Cfg::from(&gate.predicate).as_cfg();
                edits.push(Edit::replace(attribute.range.clone(), format!("#[cfg({cfg})]")));
                Ok(edits)
            }
            Item::Block(block) => {
                let mut edits = vec![Edit::remove_lines(self.source, attribute.range.clone())];
                let is_own = |it: &&(Vec<Attribute>, Function)| {
                    it.1.body.is_some() && !it.0.iter().any(|it| self.kind(it) == Some(Kind::Gate))
                };
                for (attributes, function) in block.functions.iter().filter(is_own) {
                    edits.extend(gate::edits(self, &gate, attributes, function, off)?);
                    let cfg = Cfg::from(&gate.predicate).as_cfg();
                    let at = function.start;
                    edits.push(Edit::replace(at..at, self.lines(at, [format!("#[cfg({cfg})]")])));
                }
                Ok(edits)
            }
            _ => Err(String::from("it stands on something that is no function")),
        }
    }

    fn stub(&self, attribute: &Attribute, item: &Item) -> Result<Vec<Edit>, String> {
        let gate = read_gate(attribute, Kind::Stub)?;
        let cfg = Cfg::from(&gate.predicate).negated().as_cfg();
        let mut edits = match item {
            Item::Struct { name_end, end, .. } => stub::structure(self, *name_end, *end)?,
            Item::Function(function) => vec![stub::function(self, &gate, "", function)?],
            Item::Block(block) => {
                let empty = block.functions.iter().filter(|(_, it)| it.body.is_none());
                let filled = empty.map(|(_, it)| stub::function(self, &gate, &block.name, it));
                filled.collect::<Result<_, _>>()?
            }
            Item::Other => return Err(String::from("it stands on something else")),
        };
        let allow = "#[allow(dead_code, unused_variables)]";
        edits.push(Edit::replace(
            attribute.range.clone(),
            format!("{}{allow}", self.lines(attribute.range.start, [format!("#[cfg({cfg})]")])),
        ));
        Ok(edits)
    }

    fn quant(&self, attribute: &Attribute, item: &Item) -> Result<Vec<Edit>, String> {
        let mut errors = Errors::default();
        let span = proc_macro2::Span::call_site();
        let support = Support::parse(attribute.arguments.clone(), span, &mut errors);
        let Some(support) = support.filter(|_| errors.is_empty()) else {
            return Err(String::from("it is broken"));
        };
        let mut edits = match item {
            Item::Function(function) => {
                let name = function.signature.ident.to_string();
                quant::function(self, &support, &name, function)?
            }
            Item::Block(block) => {
                let mut edits = Vec::new();
                for (attributes, function) in &block.functions {
                    if !attributes.iter().any(|it| self.kind(it) == Some(Kind::Quant)) {
                        edits.extend(quant::function(self, &support, &block.name, function)?);
                    }
                }
                edits
            }
            _ => return Err(String::from("it stands on something that is no function")),
        };
        edits.push(self.comment_instead(attribute, quant::comment(&support)));
        Ok(edits)
    }

    fn limitation(&self, attribute: &Attribute) -> Result<Vec<Edit>, String> {
        let mut errors = Errors::default();
        let read = Limitation::parse(attribute.arguments.clone(), &mut errors);
        let read =
            read.filter(|_| errors.is_empty()).ok_or_else(|| String::from("it is broken"))?;
        let mut text = format!("Limitation: {}", read.text.value());
        if let Some(way) = &read.options.message.alternative {
            text.push_str(&format!(". Workaround: {}", way.value()));
        }
        let debt = &read.options.debt;
        for it in [&debt.note, &debt.tracking].into_iter().flatten() {
            text.push_str(&format!(". {}", it.value()));
        }
        Ok(vec![self.comment_instead(attribute, Some(text))])
    }

    /// A comment in the place of an attribute; nothing in its place without a text.
    fn comment_instead(&self, attribute: &Attribute, text: Option<String>) -> Edit {
        let range = attribute.range.clone();
        let Some(text) = text else { return Edit::remove_lines(self.source, range) };
        let comment = comment(&text);
        let rest = self.source.slice(range.end..self.source.line_end(range.end));
        if rest.trim().is_empty() {
            Edit::replace(range, comment)
        } else {
            let start = range.start;
            Edit::replace(range, self.lines(start, [comment]).trim_end_matches(' '))
        }
    }
}

/// The arguments of a gate or a stub.
fn read_gate(attribute: &Attribute, kind: Kind) -> Result<Gate, String> {
    let words = if kind == Kind::Gate { REQUIRES_FEATURE } else { FEATURE_STUB };
    let mut errors = Errors::default();
    let gate = Gate::parse(attribute.arguments.clone(), kind.name(), words, &mut errors);
    gate.filter(|_| errors.is_empty()).ok_or_else(|| String::from("it is broken"))
}
