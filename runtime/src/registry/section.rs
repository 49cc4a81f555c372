//! The linker section that holds every record of this binary.
//!
//! An expansion puts its record into a section of its own; the linker concatenates the
//! records of all crates. The sections are bounded by symbols that the linker defines (ELF,
//! Mach-O) or by two statics that sort around them (COFF). Elsewhere, and under miri, the registry
//! is empty.
#![allow(unsafe_code, reason = "reading a linker section needs it; each block has its proof")]

use crate::registry::record::{PackageFeatures, Record};

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

/// The record of every annotated item, in link order.
pub(crate) fn records() -> &'static [Record] {
    items::all()
}

/// The record of every `feature_set!()`, in link order.
pub(crate) fn package_features() -> &'static [PackageFeatures] {
    sets::all()
}

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

            pub(super) fn all() -> &'static [$item] {
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
