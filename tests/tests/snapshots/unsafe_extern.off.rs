#[allow(unused_variables, unused_mut)]
#[cfg_attr(clippy, allow(clippy::all, clippy::pedantic, clippy::nursery))]
#[inline(never)]
/// Requires feature `cuda`; without it, `reference` runs instead.
pub unsafe extern "C" fn kernel(data: *const f32, len: usize) -> f32 {
    {
        ::featherfall::__private::describe! {
            189 counted #[deny(unexpected_cfgs)]
            "0.1.0
kind: gate
name: kernel
package: featherfall-tests
version: 0.1.0
place: src/lib.rs:1
requires: \"cuda\"
instead: fallback reference
holds: "
            { ::core::module_path!() } [any()]
        }
        {
            if let ::core::option::Option::Some(__denied) = ::featherfall::__private::returns::<
                f32,
            >()
                .degraded(&__FEATHERFALL, 0)
            {
                return __denied;
            }
            { #[allow(unused_unsafe)] unsafe { reference(data, len) } }
        }
    }
}
