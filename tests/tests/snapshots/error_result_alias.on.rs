/// Requires feature `cuda`; without it, it returns an error that says what to do.
fn synchronize() -> CudaResult<()> {
    {
        ::featherfall::__private::describe! {
            166 #[deny(unexpected_cfgs)]
            "0.1.0
kind: gate
name: synchronize
package: featherfall-tests
version: 0.1.0
place: src/lib.rs:1
requires: \"cuda\"
holds: "
            { ::core::module_path!() } [all()]
        }
        if false {
            return ::featherfall::__private::returns::<CudaResult<()>>()
                .error(into_error, ::featherfall::__private::unreachable());
        }
    }
    { cuda::synchronize() }
}
