#[allow(unused_variables, unused_mut)]
#[cfg_attr(clippy, allow(clippy::all, clippy::pedantic, clippy::nursery))]
/// Requires feature `cuda`; without it, it returns an error that says what to do.
fn arg_sort(ids: &Tensor) -> Result<Tensor, Error> {
    {
        ::featherfall::__private::describe! {
            163 counted #[deny(unexpected_cfgs)]
            "0.1.0
kind: gate
name: arg_sort
package: featherfall-tests
version: 0.1.0
place: src/lib.rs:1
requires: \"cuda\"
holds: "
            { ::core::module_path!() } [any()]
        }
        {
            ::featherfall::__private::returns::<Result<Tensor, Error>>()
                .error(|_| Error::NotCompiledWithCudaSupport, __FEATHERFALL.refused(0))
        }
    }
}
