/// Requires feature `flash-attn`; without it, it returns an error that says what to do.
fn flash_attention(q: &Tensor) -> Result<Tensor, Error> {
    {
        ::featherfall::__private::describe! {
            176 counted #[deny(unexpected_cfgs)]
            "0.1.0
kind: gate
name: flash_attention
package: featherfall-tests
version: 0.1.0
place: src/lib.rs:1
requires: \"flash-attn\"
holds: "
            { ::core::module_path!() } [all()]
        }
        {
            if __FEATHERFALL.is_forced() {
                return {
                    ::featherfall::__private::returns::<Result<Tensor, Error>>()
                        .refused(__FEATHERFALL.refused(0))
                };
            }
            static __USED: ::featherfall::__private::Calls = ::featherfall::__private::Calls::NONE;
            ::featherfall::__private::Site::new(
                    &__FEATHERFALL,
                    ::featherfall::__private::Counts::Used,
                    &__USED,
                )
                .hit(0);
        }
    }
    { flash::attention(q) }
}
