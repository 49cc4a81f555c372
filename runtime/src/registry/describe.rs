//! How a record comes into its section.

/// The static of one annotated item.
#[doc(hidden)]
#[macro_export]
macro_rules! __describe {
    ($(#[$lint:meta])* $text:literal, $($holds:tt)*) => {
        $crate::__private::collect! {
            items
            $(#[$lint])*
            static __FEATHERFALL: $crate::__private::Record = $crate::__private::Record {
                text: $text,
                module: ::core::module_path!(),
                holds: $($holds)*,
                calls: $crate::__private::Calls::NONE,
            };
        }
    };
}
