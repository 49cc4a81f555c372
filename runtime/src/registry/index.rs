//! The capability that each record describes.

use std::collections::HashMap;
use std::sync::{Mutex, OnceLock, PoisonError};

use crate::model::capability::Capability;
use crate::registry::record::{PackageFeatures, Record};
use crate::registry::section;

/// Every annotated item linked into this binary, sorted by package, module, name and place.
///
/// A crate that is only listed in `Cargo.toml` and never named in the code is not linked; write
/// `use that_crate as _;` to have its items here. On targets without linker sections (wasm) and
/// under miri the list is empty.
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
}

fn collected() -> &'static Collected {
    static COLLECTED: OnceLock<Collected> = OnceLock::new();
    COLLECTED.get_or_init(|| {
        let mut entries: Vec<(&Record, &Capability)> =
            section::records().iter().map(|record| (record, read(record))).collect();
        entries.sort_unstable_by_key(|(record, capability)| (capability.place(), record.text));
        let address_of = |&(record, capability)| (address(record), capability);
        Collected {
            by_address: entries.iter().map(address_of).collect(),
            sorted: entries.into_iter().map(|(_, capability)| capability).collect(),
        }
    })
}

/// A capability is compared by its address, so each record is read once.
fn read(record: &Record) -> &'static Capability {
    Box::leak(Box::new(record.read()))
}

fn address(record: &'static Record) -> usize {
    std::ptr::from_ref(record).addr()
}

/// The capability that `record` describes, read at the first call.
pub(crate) fn capability_of(record: &'static Record) -> &'static Capability {
    /// Those that the linker did not collect.
    static STRAYS: Mutex<Vec<(usize, &'static Capability)>> = Mutex::new(Vec::new());
    let address = address(record);
    if let Some(found) = collected().by_address.get(&address) {
        return found;
    }
    let mut strays = STRAYS.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some((_, found)) = strays.iter().find(|(of, _)| *of == address) {
        return found;
    }
    let stray = read(record);
    strays.push((address, stray));
    stray
}

/// What every linked `feature_set!()` recorded, sorted by package.
pub(crate) fn package_features() -> Vec<&'static PackageFeatures> {
    let mut all: Vec<&PackageFeatures> = section::package_features().iter().collect();
    all.sort_unstable_by_key(|features| (features.package, features.executable));
    all
}
