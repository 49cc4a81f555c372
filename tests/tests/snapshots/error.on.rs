/// Requires feature `cuda`; without it, it returns an error that says what to do.
fn arg_sort(ids: &Tensor) -> Result<Tensor, Error> {
    {
        ::featherfall::__private::describe! {
            163 #[deny(unexpected_cfgs)]
            "0.1.0
kind: gate
name: arg_sort
package: featherfall-tests
version: 0.1.0
place: src/lib.rs:1
requires: \"cuda\"
holds: "
            { ::core::module_path!() } [all()]
        }
        if false {
            return ::featherfall::__private::returns::<Result<Tensor, Error>>()
                .error(
                    |_| Error::NotCompiledWithCudaSupport,
                    ::featherfall::__private::unreachable(),
                );
        }
    }
    { cuda::arg_sort(ids) }
}
