pub fn attend(q: &Tensor) -> Result<Tensor, Error> {
    {
        ::featherfall::__private::describe! {
            254 #[deny(unexpected_cfgs)]
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
            { ::core::module_path!() } [all()] [all()] [all()]
        }
        let _ = (&q,);
        if false {
            let __returns = ::featherfall::__private::returns();
            return if false {
                __returns.value()
            } else {
                __returns.refused_here(::featherfall::__private::unreachable())
            };
        }
        #[allow(clippy::needless_return)] { return flash::v3(q) }
    }
}
