pub fn count_devices() -> usize {
    {
        ::renamed::__private::describe! {
            176 counted #[deny(unexpected_cfgs)]
            "0.1.0
kind: choice
name: cuda
package: featherfall-tests
version: 0.1.0
place: src/lib.rs:1
requires: \"cuda\"
instead: panic
holds: "
            { ::core::module_path!() } [any()]
        }
        {
            match ::renamed::__private::absent(__FEATHERFALL.refused(0)) {
                ::core::result::Result::Ok(__value) => __value,
                ::core::result::Result::Err(__unavailable) => {
                    ::renamed::__private::panic(__unavailable)
                }
            }
        }
    }
}
