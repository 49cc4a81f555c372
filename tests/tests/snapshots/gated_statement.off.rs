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
            false as u32 | (false as u32) << 1 | (true as u32) << 2
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
