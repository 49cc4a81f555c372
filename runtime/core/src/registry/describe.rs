//! How an expansion leaves a record, and the counter beside it.

/// The record of one annotated item, and the static `__FEATHERFALL` where its calls are counted.
///
/// Compiled once for every gate, so what is cheap was measured. The macro says how long the record is,
/// as a length that rustc computes costs as much as the record itself; how long the path of the module
/// is it does not know, so it leaves space, which is filled up with NUL. For the same reason the text
/// stands here again and again: each macro in between costs.
#[doc(hidden)]
#[macro_export]
macro_rules! __describe {
    (
        $length:literal counted if ($($cfg:tt)*) $(#[$lint:meta])*
        $text:literal { $($module:tt)* } $([$($leaf:tt)*])*
    ) => {
        #[cfg($($cfg)*)]
        static __FEATHERFALL: $crate::__private::Annotation = {
            $crate::__private::record! {
                $length; [$(#[$lint])*]
                ::core::concat!(
                    "\u{1}featherfall 1 ", $text, $(::core::cfg!($($leaf)*), " ",)*
                    "\nmodule: ", $($module)*, "\n\0",
                    "\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0",
                    "\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0",
                    "\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0",
                )
            }
            $crate::__private::Annotation::new(&RECORD)
        };
        #[cfg(not($($cfg)*))]
        {
            $crate::__private::record! {
                $length; [$(#[$lint])*]
                ::core::concat!(
                    "\u{1}featherfall 1 ", $text, $(::core::cfg!($($leaf)*), " ",)*
                    "\nmodule: ", $($module)*, "\n\0",
                    "\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0",
                    "\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0",
                    "\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0",
                )
            }
        }
    };
    (
        $length:literal counted $(#[$lint:meta])*
        $text:literal { $($module:tt)* } $([$($leaf:tt)*])*
    ) => {
        static __FEATHERFALL: $crate::__private::Annotation = {
            $crate::__private::record! {
                $length; [$(#[$lint])*]
                ::core::concat!(
                    "\u{1}featherfall 1 ", $text, $(::core::cfg!($($leaf)*), " ",)*
                    "\nmodule: ", $($module)*, "\n\0",
                    "\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0",
                    "\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0",
                    "\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0",
                )
            }
            $crate::__private::Annotation::new(&RECORD)
        };
    };
    (
        $length:literal $(#[$lint:meta])*
        $text:literal { $($module:tt)* } $([$($leaf:tt)*])*
    ) => {
        {
            $crate::__private::record! {
                $length; [$(#[$lint])*]
                ::core::concat!(
                    "\u{1}featherfall 1 ", $text, $(::core::cfg!($($leaf)*), " ",)*
                    "\nmodule: ", $($module)*, "\n\0",
                    "\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0",
                    "\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0",
                    "\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0",
                )
            }
        }
    };
}
