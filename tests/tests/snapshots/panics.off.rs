#[allow(unused_variables, unused_mut)]
#[cfg_attr(clippy, allow(clippy::all, clippy::pedantic, clippy::nursery))]
/// Requires feature `cuda`; without it, it panics with a hint.
fn device_count() -> usize {
    {
        ::featherfall::__private::describe! {
            182 counted #[deny(unexpected_cfgs)]
            "0.1.0
kind: gate
name: device_count
package: featherfall-tests
version: 0.1.0
place: src/lib.rs:1
requires: \"cuda\"
instead: panic
holds: "
            { ::core::module_path!() } [any()]
        }
        { ::featherfall::__private::panic(__FEATHERFALL.refused(0)) }
    }
}
