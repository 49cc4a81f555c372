//! Every annotated item that is linked into this binary.
//!
//! An expansion puts its record into a section of its own; the linker concatenates the
//! records of all crates. The sections are bounded by symbols that the linker defines (ELF,
//! Mach-O) or by two statics that sort around them (COFF). Elsewhere, and under miri, the registry
//! is empty.
#![allow(unsafe_code, reason = "reading a linker section needs it; each block has its proof")]

use std::collections::HashMap;
use std::sync::{Mutex, OnceLock, PoisonError};

use crate::build::feature_set::PackageFeatures;
use crate::model::capability::Capability;
use crate::registry::record::Record;

/// Whether this target collects annotations.
pub(crate) const COLLECTS: bool = cfg!(all(
    not(miri),
    any(
        target_os = "linux",
        target_os = "android",
        target_os = "freebsd",
        target_os = "netbsd",
        target_os = "openbsd",
        target_os = "dragonfly",
        target_vendor = "apple",
        windows,
    )
));

/// What an empty report has to say.
pub(crate) const WHY_EMPTY: &str = if COLLECTS {
    "perhaps because the crate that holds the annotations is never named: add `use that_crate as _;`"
} else {
    "because this target does not collect annotations"
};

macro_rules! section {
    ($module:ident, $item:ty, $elf:literal, $start:literal, $stop:literal, $mach:literal, $mach_start:literal, $mach_stop:literal, $coff_a:literal, $coff_c:literal) => {
        mod $module {
            use super::*;

            #[cfg(all(
                not(miri),
                any(
                    target_os = "linux",
                    target_os = "android",
                    target_os = "freebsd",
                    target_os = "netbsd",
                    target_os = "openbsd",
                    target_os = "dragonfly",
                    target_vendor = "apple",
                )
            ))]
            fn bounds() -> (*const $item, *const $item) {
                // The section must exist in every binary, or the linker does not define the
                // symbols.
                #[used]
                #[cfg_attr(not(target_vendor = "apple"), unsafe(link_section = $elf))]
                #[cfg_attr(target_vendor = "apple", unsafe(link_section = $mach))]
                static NONE: [$item; 0] = [];

                unsafe extern "C" {
                    #[cfg_attr(not(target_vendor = "apple"), link_name = $start)]
                    #[cfg_attr(target_vendor = "apple", link_name = $mach_start)]
                    static START: u8;
                    #[cfg_attr(not(target_vendor = "apple"), link_name = $stop)]
                    #[cfg_attr(target_vendor = "apple", link_name = $mach_stop)]
                    static STOP: u8;
                }
                ((&raw const START).cast(), (&raw const STOP).cast())
            }

            #[cfg(all(windows, not(miri)))]
            fn bounds() -> (*const $item, *const $item) {
                #[used]
                #[unsafe(link_section = $coff_a)]
                static START: [$item; 0] = [];
                #[used]
                #[unsafe(link_section = $coff_c)]
                static STOP: [$item; 0] = [];
                ((&raw const START).cast(), (&raw const STOP).cast())
            }

            pub(super) fn items() -> &'static [$item] {
                #[cfg(all(
                    not(miri),
                    any(
                        target_os = "linux",
                        target_os = "android",
                        target_os = "freebsd",
                        target_os = "netbsd",
                        target_os = "openbsd",
                        target_os = "dragonfly",
                        target_vendor = "apple",
                        windows,
                    )
                ))]
                {
                    let (start, stop) = bounds();
                    let bytes = stop as usize - start as usize;
                    // SAFETY: only the expansions of this very version of the macros (the two
                    // crates are pinned to each other) place something into the section, and
                    // each places one `static` of type `$item`. All are of one size and
                    // alignment, so the linker lays them out as an array from `start` to `stop`;
                    // they live as long as the process and are never written to.
                    unsafe { std::slice::from_raw_parts(start, bytes / size_of::<$item>()) }
                }
                #[cfg(not(all(
                    not(miri),
                    any(
                        target_os = "linux",
                        target_os = "android",
                        target_os = "freebsd",
                        target_os = "netbsd",
                        target_os = "openbsd",
                        target_os = "dragonfly",
                        target_vendor = "apple",
                        windows,
                    )
                )))]
                {
                    &[]
                }
            }
        }
    };
}

section!(
    items,
    Record,
    "featherfall_caps",
    "__start_featherfall_caps",
    "__stop_featherfall_caps",
    "__DATA,featherfall_caps,regular,no_dead_strip",
    "\x01section$start$__DATA$featherfall_caps",
    "\x01section$end$__DATA$featherfall_caps",
    ".ffcaps$a",
    ".ffcaps$c"
);
section!(
    sets,
    PackageFeatures,
    "featherfall_sets",
    "__start_featherfall_sets",
    "__stop_featherfall_sets",
    "__DATA,featherfall_sets,regular,no_dead_strip",
    "\x01section$start$__DATA$featherfall_sets",
    "\x01section$end$__DATA$featherfall_sets",
    ".ffsets$a",
    ".ffsets$c"
);

/// Places a static into a section.
#[cfg(all(
    not(miri),
    any(
        target_os = "linux",
        target_os = "android",
        target_os = "freebsd",
        target_os = "netbsd",
        target_os = "openbsd",
        target_os = "dragonfly",
    )
))]
#[doc(hidden)]
#[macro_export]
macro_rules! __collect {
    (items $($item:tt)*) => {
        #[used]
        #[unsafe(link_section = "featherfall_caps")]
        $($item)*
    };
    (sets $($item:tt)*) => {
        #[used]
        #[unsafe(link_section = "featherfall_sets")]
        $($item)*
    };
}

/// Places a static into a section.
#[cfg(all(not(miri), target_vendor = "apple"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __collect {
    (items $($item:tt)*) => {
        #[used]
        #[unsafe(link_section = "__DATA,featherfall_caps,regular,no_dead_strip")]
        $($item)*
    };
    (sets $($item:tt)*) => {
        #[used]
        #[unsafe(link_section = "__DATA,featherfall_sets,regular,no_dead_strip")]
        $($item)*
    };
}

/// Places a static into a section.
#[cfg(all(not(miri), windows))]
#[doc(hidden)]
#[macro_export]
macro_rules! __collect {
    (items $($item:tt)*) => {
        #[used]
        #[unsafe(link_section = ".ffcaps$b")]
        $($item)*
    };
    (sets $($item:tt)*) => {
        #[used]
        #[unsafe(link_section = ".ffsets$b")]
        $($item)*
    };
}

/// Places a static into a section.
#[cfg(not(all(
    not(miri),
    any(
        target_os = "linux",
        target_os = "android",
        target_os = "freebsd",
        target_os = "netbsd",
        target_os = "openbsd",
        target_os = "dragonfly",
        target_vendor = "apple",
        windows,
    )
)))]
#[doc(hidden)]
#[macro_export]
macro_rules! __collect {
    ($section:ident $($item:tt)*) => {
        #[used]
        $($item)*
    };
}

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
        let read =
            |record: &'static Record| -> &'static Capability { Box::leak(Box::new(record.read())) };
        let mut sorted: Vec<&Capability> = items::items().iter().map(read).collect();
        sorted.sort_unstable_by_key(|capability| capability.place());
        let by_address = sorted.iter().map(|&found| (address(found.record), found)).collect();
        Collected { sorted, by_address }
    })
}

fn address(record: &'static Record) -> usize {
    std::ptr::from_ref(record).addr()
}

/// The capability that `record` describes, read at the first call.
pub(crate) fn capability_of(record: &'static Record) -> &'static Capability {
    /// Those that the linker did not collect.
    static STRAYS: Mutex<Vec<&'static Capability>> = Mutex::new(Vec::new());
    if let Some(found) = collected().by_address.get(&address(record)) {
        return found;
    }
    let mut strays = STRAYS.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(found) = strays.iter().find(|found| std::ptr::eq(found.record, record)) {
        return found;
    }
    let stray: &'static Capability = Box::leak(Box::new(record.read()));
    strays.push(stray);
    stray
}

/// What every linked `feature_set!()` recorded, sorted by package.
pub(crate) fn package_features() -> Vec<&'static PackageFeatures> {
    let mut all: Vec<&PackageFeatures> = sets::items().iter().collect();
    all.sort_unstable_by_key(|features| (features.package, features.executable));
    all
}
