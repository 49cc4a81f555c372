//! Quantization methods: how far each is supported, operation by operation, and what it does with
//! its optional arguments.

use std::collections::HashMap;
use std::fmt;

use crate::build::quant_error::{QuantError, UnknownArgument, UnknownMethod};
use crate::model::capability::Capability;
use crate::model::quant::{ArgumentPolicy, Quant, QuantArgument, QuantSupport};
use crate::registry::index::capabilities;
use crate::sync::lazy::Lazy;
use crate::text::nearest::nearest_first;
use crate::text::table::write_table;

/// One quantization method of this binary, with all its annotated operations.
#[derive(Debug)]
pub struct QuantMethod {
    name: &'static str,
    support: Option<QuantSupport>,
    operations: Vec<&'static Capability>,
}

impl QuantMethod {
    /// The name as annotated.
    #[must_use]
    pub fn name(&self) -> &'static str {
        self.name
    }

    /// Other names, in annotation order.
    pub fn aliases(&self) -> impl Iterator<Item = &'static str> + use<'_> {
        self.quants().flat_map(|quant| quant.aliases.iter().copied())
    }

    /// The method's level: that of its impl block, else the lowest level among its implemented
    /// operations, else `Unimplemented`. `None` where no annotation states one.
    #[must_use]
    pub fn support(&self) -> Option<QuantSupport> {
        self.support
    }

    /// The annotated items, in report order.
    #[must_use]
    pub fn operations(&self) -> &[&'static Capability] {
        &self.operations
    }

    /// What becomes of an optional argument: the strictest policy among the operations that take it.
    pub fn argument(&self, name: &str) -> Result<ArgumentPolicy, UnknownArgument> {
        let named = self.arguments().filter(|argument| argument.name() == name);
        named.map(QuantArgument::policy).max().ok_or_else(|| UnknownArgument {
            method: self.name,
            name: name.to_owned(),
            known: nearest_first(name, self.arguments().map(QuantArgument::name)),
        })
    }

    /// Whether the argument is taken into account.
    pub fn supports(&self, argument: &str) -> Result<bool, UnknownArgument> {
        let policy = self.argument(argument)?;
        Ok(matches!(policy, ArgumentPolicy::Uses | ArgumentPolicy::Requires))
    }

    fn arguments(&self) -> impl Iterator<Item = &'static QuantArgument> {
        self.quants().flat_map(|quant| &quant.arguments)
    }

    fn quants(&self) -> impl Iterator<Item = &'static Quant> {
        self.operations.iter().filter_map(|capability| capability.quant())
    }
}

/// All quantization methods of this binary.
#[derive(Debug)]
pub struct QuantMethods {
    methods: Vec<QuantMethod>,
    by_name: HashMap<u64, Vec<(&'static str, usize)>>,
    clashes: Vec<String>,
}

impl QuantMethods {
    /// The methods of these capabilities, which are in report order.
    pub(crate) fn of(capabilities: impl IntoIterator<Item = &'static Capability>) -> Self {
        let mut found = Self { methods: Vec::new(), by_name: HashMap::new(), clashes: Vec::new() };
        for capability in capabilities {
            let Some(quant) = capability.quant() else { continue };
            let index = found.index(quant.method).unwrap_or_else(|| {
                found.name(quant.method, found.methods.len());
                found.methods.push(QuantMethod {
                    name: quant.method,
                    support: None,
                    operations: Vec::new(),
                });
                found.methods.len() - 1
            });
            found.methods[index].operations.push(capability);
        }
        // Behind all names: another method's alias does not take a name away.
        for (index, alias) in found.all_aliases() {
            match found.index(alias) {
                None => found.name(alias, index),
                Some(other) if other != index => {
                    let [own, other] = [index, other].map(|index| found.methods[index].name);
                    found.clashes.push(format!(
                        "`{alias}` is an alias of quantization method `{own}`, but means `{other}`"
                    ));
                }
                Some(_) => {}
            }
        }
        for method in &mut found.methods {
            let levels = |of_blocks: bool| {
                let quants = method.operations.iter().filter_map(|capability| capability.quant());
                let of_kind = quants.filter(move |quant| quant.operation.is_none() == of_blocks);
                of_kind.filter_map(Quant::support)
            };
            let implemented = levels(false).filter(|level| *level != QuantSupport::Unimplemented);
            method.support = levels(true).min().or(implemented.min()).or(levels(false).min());
        }
        found
    }

    fn name(&mut self, name: &'static str, index: usize) {
        self.by_name.entry(hash(name)).or_default().push((name, index));
    }

    fn all_aliases(&self) -> Vec<(usize, &'static str)> {
        let mut found = Vec::new();
        for (index, method) in self.methods.iter().enumerate() {
            found.extend(method.aliases().map(|alias| (index, alias)));
        }
        found
    }

    /// Aliases that are the name or the alias of another method, a sentence each.
    pub fn clashes(&self) -> impl Iterator<Item = &str> {
        self.clashes.iter().map(String::as_str)
    }

    fn index(&self, name: &str) -> Option<usize> {
        let candidates = self.by_name.get(&hash(name))?;
        let wanted = || normalised(name);
        candidates.iter().find(|(known, _)| normalised(known).eq(wanted())).map(|&(_, index)| index)
    }

    /// The methods, sorted by where they are annotated.
    pub fn iter(&self) -> std::slice::Iter<'_, QuantMethod> {
        self.methods.iter()
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.methods.len()
    }

    /// Whether nothing is annotated.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.methods.is_empty()
    }

    /// The method of that name or alias; matching ignores case, `-` and `_`. No allocation unless
    /// the name is unknown.
    pub fn get(&self, method: &str) -> Result<&QuantMethod, UnknownMethod> {
        match self.index(method) {
            Some(index) => Ok(&self.methods[index]),
            None => Err(self.unknown(method, false)),
        }
    }

    fn unknown(&self, name: &str, is_annotated: bool) -> UnknownMethod {
        let known = nearest_first(name, self.methods.iter().map(QuantMethod::name));
        UnknownMethod { name: name.to_owned(), known, is_annotated }
    }

    /// Whether `method` takes `argument` into account.
    pub fn supports(&self, method: &str, argument: &str) -> Result<bool, QuantError> {
        Ok(self.get(method)?.supports(argument)?)
    }
}

/// A table of method × operation × level × arguments, fit for a terminal.
impl fmt::Display for QuantMethods {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut rows = vec![["method", "operation", "level", "arguments"].map(str::to_owned)];
        for method in self {
            for quant in method.quants() {
                let arguments: Vec<String> = quant
                    .arguments
                    .iter()
                    .map(|argument| format!("{} {}", argument.policy(), argument.name()))
                    .collect();
                rows.push([
                    quant.method.to_owned(),
                    quant.operation.unwrap_or("-").to_owned(),
                    quant.support().map_or("-", QuantSupport::as_str).to_owned(),
                    arguments.join(", "),
                ]);
            }
        }
        write_table(f, &rows, usize::MAX)
    }
}

impl<'a> IntoIterator for &'a QuantMethods {
    type Item = &'a QuantMethod;
    type IntoIter = std::slice::Iter<'a, QuantMethod>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

/// Every quantization method annotated in this binary: method × operation × level × argument
/// policy. Collected at the first call, then free.
pub fn quant_methods() -> &'static QuantMethods {
    static METHODS: Lazy<QuantMethods> = Lazy::new();
    METHODS.get_or_make(|| QuantMethods::of(capabilities().iter().copied()))
}

/// The level of a quantization method; matching ignores case, `-` and `_`.
///
/// An unknown name is an error, not `Unimplemented`, and so is a method of which no annotation states
/// the level. No allocation where there is an answer.
pub fn quantization_support(method: &str) -> Result<QuantSupport, UnknownMethod> {
    let unknown = || quant_methods().unknown(method, true);
    quant_methods().get(method)?.support().ok_or_else(unknown)
}

fn normalised(name: &str) -> impl Iterator<Item = u8> {
    name.bytes().filter(|byte| !matches!(byte, b'-' | b'_')).map(|byte| byte.to_ascii_lowercase())
}

/// FNV-1a over the normalised name, so that a look-up builds no string.
fn hash(name: &str) -> u64 {
    normalised(name).fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_match_without_case_dash_and_underscore() {
        let same = |a: &str, b: &str| normalised(a).eq(normalised(b)) && hash(a) == hash(b);
        assert!(same("BnB-NF4", "bnb_nf4"));
        assert!(same("q4k", "Q4_K"));
        assert!(!same("q4k", "q5k"));
    }
}
