#[allow(unused_variables, unused_mut)]
#[cfg_attr(clippy, allow(clippy::all, clippy::pedantic, clippy::nursery))]
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
        false as u32
    }
    { ::featherfall::__private::panic(__FEATHERFALL.refused(0)) }
}
