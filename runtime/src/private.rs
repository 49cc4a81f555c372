//! The one list of what expansions may name.

pub use std::boxed::Box;

pub use featherfall_macros::is_enabled;

pub use crate::__describe as describe;
pub use crate::__record as record;
pub use crate::calls::settle::Denied;
pub use crate::calls::site::{Counts, Site};
pub use crate::convert::argument::{ignore, is_given, optional, without};
pub use crate::convert::early_return::absent;
pub use crate::convert::gate::{error, panic};
pub use crate::convert::step::{returns, unreachable};
pub use crate::convert::stub::{Never, Stub};
pub use crate::model::counter::Counter as Calls;
pub use crate::registry::annotation::Annotation;
pub use crate::registry::section::bytes_of;

/// The record of one annotated item, and the static `__FEATHERFALL` where its calls are counted.
#[doc(hidden)]
#[macro_export]
macro_rules! __describe {
    (
        counted if ($($cfg:tt)*) $(#[$lint:meta])*
        $text:literal { $($module:tt)* } $([$($leaf:tt)*])*
    ) => {
        #[cfg($($cfg)*)]
        static __FEATHERFALL: $crate::__private::Annotation = {
            $crate::__private::record! {
                ($(#[$lint])*)
                $text, "\nmodule: ", $($module)*,
                "\nholds: ", $(::core::cfg!($($leaf)*), " ",)* "\n\0"
            }
            $crate::__private::Annotation::new(&RECORD)
        };
        #[cfg(not($($cfg)*))]
        const _: () = {
            $crate::__private::record! {
                ($(#[$lint])*)
                $text, "\nmodule: ", $($module)*,
                "\nholds: ", $(::core::cfg!($($leaf)*), " ",)* "\n\0"
            }
        };
    };
    (
        counted $(#[$lint:meta])*
        $text:literal { $($module:tt)* } $([$($leaf:tt)*])*
    ) => {
        static __FEATHERFALL: $crate::__private::Annotation = {
            $crate::__private::record! {
                ($(#[$lint])*)
                $text, "\nmodule: ", $($module)*,
                "\nholds: ", $(::core::cfg!($($leaf)*), " ",)* "\n\0"
            }
            $crate::__private::Annotation::new(&RECORD)
        };
    };
    (
        $(#[$lint:meta])*
        $text:literal { $($module:tt)* } $([$($leaf:tt)*])*
    ) => {
        const _: () = {
            $crate::__private::record! {
                ($(#[$lint])*)
                $text, "\nmodule: ", $($module)*,
                "\nholds: ", $(::core::cfg!($($leaf)*), " ",)* "\n\0"
            }
        };
    };
}
