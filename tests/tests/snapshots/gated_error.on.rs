pub fn sorted(ids: &Tensor) -> CudaResult<Tensor> {
    {
        ::featherfall::__private::describe! {
            #[deny(unexpected_cfgs)]
            "
name: cuda
package: featherfall-tests
place: src/lib.rs:1
requires: \"cuda\"
instead: otherwise slow_sort(ids)
kind: choice",
            true as u32
        }
        if false {
            if let ::core::option::Option::Some(__denied) = __FEATHERFALL
                .settle_degraded(0)
            {
                let __returns = ::featherfall::__private::returns();
                return if false {
                    __returns.value()
                } else {
                    __returns.error(into_error, __denied.error(&__FEATHERFALL))
                };
            }
        }
        { cuda::arg_sort(ids) }
    }
}
