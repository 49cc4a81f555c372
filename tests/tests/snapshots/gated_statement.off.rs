pub fn attend(q: &Tensor) -> Result<Tensor, Error> {
    {
        ::featherfall::__private::describe! {
            254 counted #[deny(unexpected_cfgs)]
            "0.1.0
kind: choice
name: flash-attn-v3
package: featherfall-tests
version: 0.1.0
place: src/lib.rs:1
requires: any(\"flash-attn-v3\", all(\"flash-attn\", unix))
arms: 2
alternative: use `eager`
holds: "
            { ::core::module_path!() } [any()] [any()] [all()]
        }
        let _ = (&q,);
        {
            match ::featherfall::__private::absent(__FEATHERFALL.refused(0)) {
                ::core::result::Result::Ok(__value) => __value,
                ::core::result::Result::Err(__unavailable) => {
                    let __returns = ::featherfall::__private::returns();
                    return if false {
                        __returns.value()
                    } else {
                        __returns.refused_here(__unavailable)
                    };
                }
            }
        }
    }
}
