//! How an expansion leaves a record, and the counter beside it.

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
