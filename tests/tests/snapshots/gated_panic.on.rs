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
            true as u32
        }
        { cuda::device_count() }
    }
}
