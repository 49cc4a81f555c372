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
            false as u32
        }
        {
            if !__FEATHERFALL.count() {
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
            { slow_sort(ids) }
        }
    }
}
