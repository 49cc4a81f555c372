/// Requires feature `cuda`; without it, it returns an error that says what to do.
fn arg_sort(ids: &Tensor) -> Result<Tensor, Error> {
    ::featherfall::__private::describe! {
        #[deny(unexpected_cfgs)]
        "
name: arg_sort
package: featherfall-tests
place: src/lib.rs:1
requires: \"cuda\"",
        true as u32
    }
    {
        if false {
            return ::featherfall::__private::returns::<Result<Tensor, Error>>()
                .error(
                    |_| Error::NotCompiledWithCudaSupport,
                    ::featherfall::__private::unreachable(),
                );
        }
        cuda::arg_sort(ids)
    }
}
