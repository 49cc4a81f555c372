//! What the rows are called.

use std::collections::HashMap;

use crate::build::quant_methods::quant_methods;
use crate::model::capability::Capability;
use crate::model::quant::Argument;

/// For each capability the shortest end of its path that tells it from the others: `forward`,
/// `Flash::forward`, `attn::Flash::forward`.
pub(crate) fn labels(capabilities: &[&Capability]) -> Vec<String> {
    let shown: Vec<(bool, String)> = capabilities
        .iter()
        .map(|capability| (capability.quant().is_some(), shown_name(capability)))
        .collect();
    let mut namesakes: HashMap<&(bool, String), Vec<&Capability>> = HashMap::new();
    for (shown, capability) in shown.iter().zip(capabilities) {
        namesakes.entry(shown).or_default().push(capability);
    }
    let label = |(key, capability): (&(bool, String), &&Capability)| {
        let shown = &key.1;
        let namesakes = &namesakes[key];
        let path = capability.path();
        let is_alone = |end: &[&str]| {
            let others = namesakes.iter().filter(|other| other.id() != capability.id());
            others.into_iter().all(|other| !other.path().ends_with(end))
        };
        let ends = (0..=path.len()).rev().map(|from| &path[from..]);
        let end = if namesakes.len() == 1 {
            Some(&[][..])
        } else {
            ends.into_iter().find(|end| is_alone(end))
        };
        let mut label = String::new();
        for segment in end.unwrap_or(&path) {
            label.push_str(plain(segment));
            label.push_str("::");
        }
        label.push_str(shown);
        if let (None, Some((_, number))) = (end, capability.id().rsplit_once('#')) {
            label.push('#');
            label.push_str(number);
        }
        label
    };
    shown.iter().zip(capabilities).map(label).collect()
}

/// `Flash` for `<Flash>`
fn plain(segment: &str) -> &str {
    segment.strip_prefix('<').and_then(|inner| inner.strip_suffix('>')).unwrap_or(segment)
}

/// The name, were there no others.
fn shown_name(capability: &Capability) -> String {
    let Some(quant) = capability.quant() else { return capability.shown_name().to_owned() };
    let alone =
        quant_methods().get(quant.method()).is_ok_and(|method| method.operations().len() == 1);
    match quant.operation() {
        Some(operation) if !alone => format!("{}::{operation}", quant.method()),
        None if quant.level.is_none() => {
            let names: Vec<&str> = quant.arguments().iter().map(Argument::name).collect();
            format!("{}({})", quant.method(), names.join(", "))
        }
        _ => quant.method().to_owned(),
    }
}
