/// Requires feature `cuda`; without it, it panics with a hint.
fn device_count() -> usize {
    ::featherfall::__private::describe! {
        #[deny(unexpected_cfgs)]
        "
name: device_count
package: featherfall-tests
place: src/lib.rs:1
requires: \"cuda\"
instead: panic",
        true as u32
    }
    { cuda::device_count() }
}
