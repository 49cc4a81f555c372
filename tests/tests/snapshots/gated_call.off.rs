pub fn scores(q: &Tensor) -> Result<Tensor, Error> {
    let scores = {
        ::featherfall::__private::describe! {
            233 counted #[deny(unexpected_cfgs)]
            "0.1.0
kind: choice
name: attention
package: featherfall-tests
version: 0.1.0
place: src/lib.rs:1
requires: \"flash-attn\"
instead: otherwise eager_attention(q, DType::F32)?
log: warn
holds: "
            { ::core::module_path!() } [any()]
        }
        {
            if !__FEATHERFALL.count() {
                let __returns = ::featherfall::__private::returns();
                if false {
                    return __returns.value();
                }
                if let ::core::option::Option::Some(__result) = __returns
                    .denied_here(&__FEATHERFALL, __FEATHERFALL.settle_degraded(0))
                {
                    return __result;
                }
            }
            { eager_attention(q, DType::F32)? }
        }
    };
    Ok(scores)
}
