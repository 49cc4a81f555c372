//! The capability that each record describes, and under which id.

use std::collections::HashMap;

use crate::model::capability::Capability;
use crate::model::package::Package;
use crate::registry::annotation::Annotation;
use crate::registry::parse::{self, Parsed};
use crate::registry::record::Records;
use crate::registry::section;
use crate::sync::lazy::Lazy;
use crate::sync::list::List;

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
    by_record: HashMap<usize, &'static Capability>,
    packages: Vec<Package<'static>>,
}

fn collected() -> &'static Collected {
    static COLLECTED: Lazy<Collected> = Lazy::new();
    COLLECTED.get_or_make(|| collect(section::bytes()))
}

/// Reads a section.
fn collect(section: &'static [u8]) -> Collected {
    let mut capabilities: Vec<Capability> = Vec::new();
    let mut packages = Vec::new();
    // Another version of this crate reads its own.
    for record in Records::of(section).found.into_iter().filter(|record| record.by == VERSION) {
        match parse::record(record) {
            Some(Parsed::Capability(capability)) => capabilities.push(*capability),
            Some(Parsed::Package(package)) => packages.push(package),
            Some(Parsed::Build) | None => {}
        }
    }
    capabilities.sort();
    name_apart(&mut capabilities);
    packages.sort_by_key(|package| (package.name, package.version, package.executable));
    let sorted: Vec<&Capability> = capabilities.leak().iter().collect();
    let by_record = sorted.iter().map(|capability| (capability.record, *capability)).collect();
    Collected { by_record, sorted, packages }
}

const VERSION: &str = env!("CARGO_PKG_VERSION");

/// Gives capabilities of one id ids of their own: by the trait that they implement, else by a number.
fn name_apart(capabilities: &mut [Capability]) {
    for at in namesakes(capabilities).into_iter().flatten() {
        capabilities[at].id = capabilities[at].id_with_trait();
    }
    for namesakes in namesakes(capabilities) {
        for (index, at) in namesakes.into_iter().enumerate().skip(1) {
            let id = &mut capabilities[at].id;
            *id = format!("{id}#{}", index + 1);
        }
    }
}

/// The places of those that share an id, for each such id.
fn namesakes(capabilities: &[Capability]) -> Vec<Vec<usize>> {
    let mut by_id: HashMap<&str, Vec<usize>> = HashMap::with_capacity(capabilities.len());
    for (at, capability) in capabilities.iter().enumerate() {
        by_id.entry(&capability.id).or_default().push(at);
    }
    by_id.into_values().filter(|places| places.len() > 1).collect()
}

/// Those that ran and were not collected.
static STRAYS: List<Capability> = List::EMPTY;

/// What the record of `annotation` says, read alone: its id may be that of others as well.
pub(crate) fn described(annotation: &'static Annotation) -> &'static Capability {
    if let Some(described) = annotation.described.get() {
        return described;
    }
    let described: &'static Capability = Box::leak(Box::new(read(annotation)));
    annotation.described.replace(None, described).unwrap_or(described)
}

fn read(annotation: &'static Annotation) -> Capability {
    let record = Records::of(annotation.record).found.first().copied();
    match record.and_then(parse::record) {
        Some(Parsed::Capability(capability)) => *capability,
        _ => Capability { record: annotation.record.as_ptr().addr(), ..parse::nothing() },
    }
}

/// The capability that `annotation` counts, with an id of its own.
pub(crate) fn capability_of(annotation: &'static Annotation) -> &'static Capability {
    let record = annotation.record.as_ptr().addr();
    let is_it = |stray: &Capability| stray.record == record;
    if let Some(found) = collected().by_record.get(&record) {
        return found;
    }
    if let Some(found) = STRAYS.iter().find(|stray| is_it(stray)) {
        return found;
    }
    let mut stray = read(annotation);
    let is_taken = |id: &str| {
        let strays = STRAYS.iter().map(|stray| stray.id.as_str());
        collected().sorted.iter().map(|known| known.id.as_str()).chain(strays).any(|it| it == id)
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
    STRAYS.push_unless(stray, is_it)
}

/// What ran so far and is none of [`capabilities`], in report order.
pub(crate) fn strays() -> Vec<&'static Capability> {
    let mut found: Vec<_> = STRAYS.iter().collect();
    found.sort();
    found
}

/// What every linked `feature_set!()` recorded, sorted by package.
pub(crate) fn packages() -> &'static [Package<'static>] {
    &collected().packages
}
