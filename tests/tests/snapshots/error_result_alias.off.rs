#[allow(unused_variables, unused_mut)]
#[cfg_attr(clippy, allow(clippy::all, clippy::pedantic, clippy::nursery))]
/// Requires feature `cuda`; without it, it returns an error that says what to do.
fn synchronize() -> CudaResult<()> {
    ::featherfall::__private::describe! {
        #[deny(unexpected_cfgs)]
        "
name: synchronize
package: featherfall-tests
place: src/lib.rs:1
requires: \"cuda\"",
        false as u32
    }
    {
        ::featherfall::__private::returns::<CudaResult<()>>()
            .error(into_error, __FEATHERFALL.refused(0))
    }
}
