//! What the rows are called.

use std::collections::HashMap;

use crate::build::quant_methods::quant_methods;
use crate::model::capability::Capability;
use crate::model::quant::Argument;

/// For each capability the shortest name that tells it from the others.
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
        if namesakes.len() == 1 {
            return shown.clone();
        }
        let in_module = namesakes.iter().filter(|other| other.module() == capability.module());
        let line = match in_module.count() {
            1 => String::new(),
            _ => format!(":{}", capability.location().line()),
        };
        format!("{}::{}{line}", capability.module(), shown)
    };
    shown.iter().zip(capabilities).map(label).collect()
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
