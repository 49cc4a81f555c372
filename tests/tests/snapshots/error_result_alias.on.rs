/// Requires feature `cuda`; without it, it returns an error that says what to do.
fn synchronize() -> CudaResult<()> {
    ::featherfall::__private::describe! {
        #[deny(unexpected_cfgs)]
        "
name: synchronize
package: featherfall-tests
place: src/lib.rs:1
requires: \"cuda\"",
        true as u32
    }
    {
        if false {
            return ::featherfall::__private::returns::<CudaResult<()>>()
                .error(into_error, ::featherfall::__private::unreachable());
        }
        cuda::synchronize()
    }
}
