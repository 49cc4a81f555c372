pub fn devices() -> usize {
    {
        ::featherfall::__private::describe! {
            #[deny(unexpected_cfgs)]
            "
name: cuda
package: featherfall-tests
place: src/lib.rs:1
requires: \"cuda\"
instead: otherwise 0
kind: choice",
            true as u32
        }
        { cuda::device_count() }
    }
}
