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
        true as u32
    }
    {
        if false {
            return { #[allow(unused_unsafe)] unsafe { reference(data, len) } };
        }
        unsafe { cuda::sum_of(data, len) }
    }
}
