#[inline(never)]
/// Requires feature `cuda`; without it, `reference` runs instead.
pub unsafe extern "C" fn kernel(data: *const f32, len: usize) -> f32 {
    {
        ::featherfall::__private::describe! {
            189 #[deny(unexpected_cfgs)]
            "0.1.0
kind: gate
name: kernel
package: featherfall-tests
version: 0.1.0
place: src/lib.rs:1
requires: \"cuda\"
instead: fallback reference
holds: "
            { ::core::module_path!() } [all()]
        }
        if false {
            return { #[allow(unused_unsafe)] unsafe { reference(data, len) } };
        }
    }
    { unsafe { cuda::sum_of(data, len) } }
}
