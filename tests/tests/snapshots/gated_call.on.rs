pub fn scores(q: &Tensor) -> Result<Tensor, Error> {
    let scores = {
        ::featherfall::__private::describe! {
            #[deny(unexpected_cfgs)]
            "
name: attention
package: featherfall-tests
place: src/lib.rs:1
requires: \"flash-attn\"
instead: otherwise eager_attention(q, DType::F32)?
kind: choice
log: warn",
            true as u32
        }
        if false {
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
        { flash::attention(q, 1.0)? }
    };
    Ok(scores)
}
