#[allow(unused_variables, unused_mut)]
#[cfg_attr(clippy, allow(clippy::all, clippy::pedantic, clippy::nursery))]
/// Requires feature `cuda`; without it, it returns an error that says what to do.
fn synchronize() -> CudaResult<()> {
    {
        ::featherfall::__private::describe! {
            166 counted #[deny(unexpected_cfgs)]
            "0.1.0
kind: gate
name: synchronize
package: featherfall-tests
version: 0.1.0
place: src/lib.rs:1
requires: \"cuda\"
holds: "
            { ::core::module_path!() } [any()]
        }
        {
            ::featherfall::__private::returns::<CudaResult<()>>()
                .error(into_error, __FEATHERFALL.refused(0))
        }
    }
}
