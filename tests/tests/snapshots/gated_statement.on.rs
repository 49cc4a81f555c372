pub fn attend(q: &Tensor) -> Result<Tensor, Error> {
    {
        ::featherfall::__private::describe! {
            #[deny(unexpected_cfgs)]
            "
name: flash-attn-v3
package: featherfall-tests
place: src/lib.rs:1
requires: any(\"flash-attn-v3\", all(\"flash-attn\", unix))
kind: choice
arms: 2
alternative: use `eager`",
            true as u32 | (true as u32) << 1 | (true as u32) << 2
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
