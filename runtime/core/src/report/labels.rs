//! What the rows are called.

use std::collections::HashMap;

use crate::build::quant_methods::QuantMethods;
use crate::model::capability::Capability;
use crate::model::quant::QuantArgument;

/// For each capability the shortest end of its path that tells it from the others: `forward`,
/// `Flash::forward`, `attn::Flash::forward`.
pub(crate) fn labels(capabilities: &[&Capability], methods: &QuantMethods) -> Vec<String> {
    let shown: Vec<(bool, String)> = capabilities
        .iter()
        .map(|capability| (capability.quant().is_some(), shown_name(capability, methods)))
        .collect();
    let paths: Vec<Vec<&str>> = capabilities.iter().map(|capability| capability.path()).collect();
    // How many share each end of a path.
    let mut sharing: HashMap<(&(bool, String), &[&str]), usize> = HashMap::new();
    for (shown, path) in shown.iter().zip(&paths) {
        for from in 0..=path.len() {
            *sharing.entry((shown, &path[from..])).or_default() += 1;
        }
    }
    let label = |((shown, path), capability): ((&(bool, String), &Vec<&str>), &&Capability)| {
        let mut ends = (0..=path.len()).rev().map(|from| &path[from..]);
        let end = ends.find(|end| sharing[&(shown, *end)] == 1);
        let mut label = String::new();
        for segment in end.unwrap_or(path) {
            label.push_str(plain(segment));
            label.push_str("::");
        }
        label.push_str(&shown.1);
        if let (None, Some((_, number))) = (end, capability.id().rsplit_once('#')) {
            label.push('#');
            label.push_str(number);
        }
        label
    };
    shown.iter().zip(&paths).zip(capabilities).map(label).collect()
}

/// `Flash` for `<Flash>`
fn plain(segment: &str) -> &str {
    segment.strip_prefix('<').and_then(|inner| inner.strip_suffix('>')).unwrap_or(segment)
}

/// The name, were there no others.
fn shown_name(capability: &Capability, methods: &QuantMethods) -> String {
    let Some(quant) = capability.quant() else { return capability.shown_name().to_owned() };
    let alone = methods.get(quant.method()).is_ok_and(|method| method.operations().len() == 1);
    match quant.operation() {
        Some(operation) if !alone => format!("{}::{operation}", quant.method()),
        None if quant.support().is_none() => {
            let names: Vec<&str> = quant.arguments().iter().map(QuantArgument::name).collect();
            format!("{}({})", quant.method(), names.join(", "))
        }
        _ => quant.method().to_owned(),
    }
}
