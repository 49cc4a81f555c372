pub fn count_devices() -> usize {
    {
        ::renamed::__private::describe! {
            #[deny(unexpected_cfgs)]
            "
name: cuda
package: featherfall-tests
place: src/lib.rs:1
requires: \"cuda\"
instead: panic
kind: choice",
            false as u32
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
