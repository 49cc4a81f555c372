/// Requires feature `cuda`; without it, it panics with a hint.
fn device_count() -> usize {
    {
        ::featherfall::__private::describe! {
            182 #[deny(unexpected_cfgs)]
            "0.1.0
kind: gate
name: device_count
package: featherfall-tests
version: 0.1.0
place: src/lib.rs:1
requires: \"cuda\"
instead: panic
holds: "
            { ::core::module_path!() } [all()]
        }
    }
    { cuda::device_count() }
}
