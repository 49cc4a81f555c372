pub fn sorted(ids: &Tensor) -> CudaResult<Tensor> {
    {
        ::featherfall::__private::describe! {
            195 counted #[deny(unexpected_cfgs)]
            "0.1.0
kind: choice
name: cuda
package: featherfall-tests
version: 0.1.0
place: src/lib.rs:1
requires: \"cuda\"
instead: otherwise slow_sort(ids)
holds: "
            { ::core::module_path!() } [any()]
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
