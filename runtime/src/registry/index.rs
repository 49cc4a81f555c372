//! The capability that each record describes, and under which id.

use std::collections::HashMap;
use std::sync::{Mutex, OnceLock, PoisonError};

use crate::model::capability::Capability;
use crate::model::package::Package;
use crate::registry::annotation::Annotation;
use crate::registry::parse::{self, Parsed};
use crate::registry::record::{Record, Records};
use crate::registry::section;

/// Every annotated item linked into this binary, sorted by package, module, name and place.
///
/// A crate that is only listed in `Cargo.toml` and never named in the code is not linked; write
/// `use that_crate as _;` to have its items here. Nor are items of a static library that is linked
/// without `--whole-archive`, or of another shared library; [`report()`](crate::report()) has those of
/// them that ran. On targets without linker sections (wasm) and under miri the list is empty.
///
/// Collected at the first call, then free.
#[must_use]
pub fn capabilities() -> &'static [&'static Capability] {
    &collected().sorted
}

/// The registry, read once.
struct Collected {
    sorted: Vec<&'static Capability>,
    by_address: HashMap<usize, &'static Capability>,
    packages: Vec<Package>,
}

fn collected() -> &'static Collected {
    static COLLECTED: OnceLock<Collected> = OnceLock::new();
    COLLECTED.get_or_init(|| collect(section::bytes()))
}

/// Reads a section.
fn collect(section: &'static [u8]) -> Collected {
    let mut capabilities: Vec<(usize, Capability)> = Vec::new();
    let mut packages = Vec::new();
    // Another version of this crate reads its own.
    for record in Records::of(section).found.into_iter().filter(|record| record.by == VERSION) {
        match parse::record(record) {
            Some(Parsed::Capability(capability)) => {
                capabilities.push((address(record), capability))
            }
            Some(Parsed::Package(package)) => packages.push(package),
            Some(Parsed::Build) | None => {}
        }
    }
    capabilities.sort_by(|(_, one), (_, other)| one.place().cmp(&other.place()));
    name_apart(capabilities.iter_mut().map(|(_, capability)| capability));
    packages.sort_by_key(|package| (package.name, package.version, package.executable));
    let leak = |(address, capability)| -> (usize, &Capability) {
        (address, Box::leak(Box::new(capability)))
    };
    let entries: Vec<_> = capabilities.into_iter().map(leak).collect();
    Collected {
        by_address: entries.iter().copied().collect(),
        sorted: entries.into_iter().map(|(_, capability)| capability).collect(),
        packages,
    }
}

const VERSION: &str = env!("CARGO_PKG_VERSION");

fn address(record: Record<'_>) -> usize {
    record.whole.as_ptr().addr()
}

/// Gives capabilities of one id ids of their own: by the trait that they implement, else by a number.
fn name_apart<'a>(capabilities: impl Iterator<Item = &'a mut Capability>) {
    let mut by_id: HashMap<String, Vec<&mut Capability>> = HashMap::new();
    for capability in capabilities {
        by_id.entry(capability.id.clone()).or_default().push(capability);
    }
    let mut with_traits: HashMap<String, Vec<&mut Capability>> = HashMap::new();
    for capability in by_id.into_values().filter(|namesakes| namesakes.len() > 1).flatten() {
        capability.id = capability.id_with_trait();
        with_traits.entry(capability.id.clone()).or_default().push(capability);
    }
    for namesakes in with_traits.into_values() {
        for (index, capability) in namesakes.into_iter().enumerate().skip(1) {
            capability.id = format!("{}#{}", capability.id, index + 1);
        }
    }
}

/// Those that ran and were not collected, by the address of their records.
static STRAYS: Mutex<Vec<(usize, &'static Capability)>> = Mutex::new(Vec::new());

/// The capability that `annotation` counts, read at the first call.
pub(crate) fn capability_of(annotation: &'static Annotation) -> &'static Capability {
    let address = annotation.record.as_ptr().addr();
    if let Some(found) = collected().by_address.get(&address) {
        return found;
    }
    let mut strays = STRAYS.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some((_, found)) = strays.iter().find(|(of, _)| *of == address) {
        return found;
    }
    let record = Records::of(annotation.record).found.first().copied();
    let mut stray = match record.and_then(parse::record) {
        Some(Parsed::Capability(capability)) => capability,
        _ => parse::nothing(),
    };
    let is_taken = |id: &str| {
        let known = collected().sorted.iter().chain(strays.iter().map(|(_, stray)| stray));
        known.into_iter().any(|known| known.id == id)
    };
    if is_taken(&stray.id) {
        stray.id = stray.id_with_trait();
    }
    let id = stray.id.clone();
    let mut number = 1;
    while is_taken(&stray.id) {
        number += 1;
        stray.id = format!("{id}#{number}");
    }
    let stray: &'static Capability = Box::leak(Box::new(stray));
    strays.push((address, stray));
    stray
}

/// What ran so far and is none of [`capabilities`], in report order.
pub(crate) fn strays() -> Vec<&'static Capability> {
    let strays = STRAYS.lock().unwrap_or_else(PoisonError::into_inner);
    let mut found: Vec<_> = strays.iter().map(|(_, stray)| *stray).collect();
    drop(strays);
    found.sort_by(|one, other| one.place().cmp(&other.place()));
    found
}

/// What every linked `feature_set!()` recorded, sorted by package.
pub(crate) fn packages() -> &'static [Package] {
    &collected().packages
}
