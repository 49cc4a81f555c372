//! The linker section that holds every record of this binary.
//!
//! An expansion puts its record into the section; the linker joins those of all crates. It is bounded
//! by symbols that the linker defines (ELF, Mach-O) or by two statics that sort around it (COFF).
//! Elsewhere, and under miri, nothing is collected.
#![allow(unsafe_code, reason = "reading a linker section needs it; the block has its proof")]

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
fn bounds() -> (*const u8, *const u8) {
    // The section must exist in every binary, or the linker does not define the symbols.
    #[used]
    #[cfg_attr(not(target_vendor = "apple"), unsafe(link_section = "featherfall1"))]
    #[cfg_attr(
        target_vendor = "apple",
        unsafe(link_section = "__TEXT,featherfall1,regular,no_dead_strip")
    )]
    static NONE: [u8; 0] = [];

    unsafe extern "C" {
        #[cfg_attr(not(target_vendor = "apple"), link_name = "__start_featherfall1")]
        #[cfg_attr(target_vendor = "apple", link_name = "\x01section$start$__TEXT$featherfall1")]
        static START: u8;
        #[cfg_attr(not(target_vendor = "apple"), link_name = "__stop_featherfall1")]
        #[cfg_attr(target_vendor = "apple", link_name = "\x01section$end$__TEXT$featherfall1")]
        static STOP: u8;
    }
    (&raw const START, &raw const STOP)
}

#[cfg(all(windows, not(miri)))]
fn bounds() -> (*const u8, *const u8) {
    // A byte each, so that neither is folded into another static; between records it is padding.
    #[used]
    #[unsafe(link_section = ".ffall1$a")]
    static START: u8 = 0;
    #[used]
    #[unsafe(link_section = ".ffall1$c")]
    static STOP: u8 = 0;
    (&raw const START, &raw const STOP)
}

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
pub(crate) fn bytes() -> &'static [u8] {
    let (start, stop) = bounds();
    // What lies behind the first static is none of the compiler's business.
    let (start, stop) = (std::hint::black_box(start), std::hint::black_box(stop));
    let length = stop.addr().saturating_sub(start.addr());
    // SAFETY: from `start` to `stop` lies one section of this image: the linker says so. It is mapped
    // and initialised as long as the image is, which holds this code. Expansions place nothing into
    // it but statics of type `[u8; N]`, which are never written to, and any byte is a valid `u8`,
    // padding of the linker too. From safe code nothing else gets in: that takes an
    // `#[unsafe(link_section)]`.
    unsafe { std::slice::from_raw_parts(start, length) }
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
pub(crate) fn bytes() -> &'static [u8] {
    &[]
}

/// The first bytes of a text.
#[doc(hidden)]
#[must_use]
pub const fn bytes_of<const N: usize>(text: &str) -> [u8; N] {
    match text.as_bytes().first_chunk::<N>() {
        Some(bytes) => *bytes,
        None => panic!("the text of a record fills it"),
    }
}

/// Places the first `$length` bytes of a text into the section, as `static RECORD`.
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
macro_rules! __record {
    ($length:expr; [$($lint:tt)*] $($text:tt)*) => {
        $($lint)*
        #[used]
        #[unsafe(link_section = "featherfall1")]
        static RECORD: [::core::primitive::u8; $length] = $crate::__private::bytes_of($($text)*);
    };
}

/// Places the first `$length` bytes of a text into the section, as `static RECORD`.
#[cfg(all(not(miri), target_vendor = "apple"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __record {
    ($length:expr; [$($lint:tt)*] $($text:tt)*) => {
        $($lint)*
        #[used]
        #[unsafe(link_section = "__TEXT,featherfall1,regular,no_dead_strip")]
        static RECORD: [::core::primitive::u8; $length] = $crate::__private::bytes_of($($text)*);
    };
}

/// Places the first `$length` bytes of a text into the section, as `static RECORD`.
///
/// GNU's linker for Windows collects garbage, `#[used]` or not, and so every record of an object file
/// of which none is counted. What it keeps is unwind information, and what that points to.
#[cfg(all(not(miri), windows, target_env = "gnu"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __record {
    ($length:expr; [$($lint:tt)*] $($text:tt)*) => {
        $($lint)*
        #[used]
        #[unsafe(link_section = ".ffall1$b")]
        static RECORD: [::core::primitive::u8; $length] = $crate::__private::bytes_of($($text)*);
        #[used]
        #[unsafe(link_section = ".xdata$ffall1")]
        static KEPT: &[::core::primitive::u8; $length] = &RECORD;
    };
}

/// Places the first `$length` bytes of a text into the section, as `static RECORD`.
#[cfg(all(not(miri), windows, not(target_env = "gnu")))]
#[doc(hidden)]
#[macro_export]
macro_rules! __record {
    ($length:expr; [$($lint:tt)*] $($text:tt)*) => {
        $($lint)*
        #[used]
        #[unsafe(link_section = ".ffall1$b")]
        static RECORD: [::core::primitive::u8; $length] = $crate::__private::bytes_of($($text)*);
    };
}

/// Keeps the first `$length` bytes of a text where no section is collected, as `static RECORD`.
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
macro_rules! __record {
    ($length:expr; [$($lint:tt)*] $($text:tt)*) => {
        $($lint)*
        #[used]
        static RECORD: [::core::primitive::u8; $length] = $crate::__private::bytes_of($($text)*);
    };
}
