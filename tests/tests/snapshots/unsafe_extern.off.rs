#[allow(unused_variables, unused_mut, clippy::all, clippy::pedantic, clippy::nursery)]
#[inline(never)]
/// Requires feature `cuda`; without it, `reference` runs instead.
pub unsafe extern "C" fn kernel(data: *const f32, len: usize) -> f32 {
    ::featherfall::__private::describe! {
        #[deny(unexpected_cfgs)]
        "
name: kernel
package: featherfall-tests
place: src/lib.rs:1
requires: \"cuda\"
instead: fallback reference",
        false as u32
    }
    {
        if __FEATHERFALL.count() {
            { #[allow(unused_unsafe)] unsafe { reference(data, len) } }
        } else {
            ::featherfall::__private::cold(move || -> f32 {
                if let ::core::option::Option::Some(__denied) = ::featherfall::__private::returns::<
                    f32,
                >()
                    .denied(&__FEATHERFALL, __FEATHERFALL.settle_degraded(0))
                {
                    return __denied;
                }
                { #[allow(unused_unsafe)] unsafe { reference(data, len) } }
            })
        }
    }
}
