/// Requires feature `flash-attn`; without it, `eager_attention` runs instead. The same happens unless: q must be on a CUDA device.
fn attention(q: &Tensor) -> Tensor {
    {
        ::featherfall::__private::describe! {
            237 counted #[deny(unexpected_cfgs)]
            "0.1.0
kind: gate
name: attention
package: featherfall-tests
version: 0.1.0
place: src/lib.rs:1
requires: \"flash-attn\"
instead: fallback eager_attention
when: q must be on a CUDA device
holds: "
            { ::core::module_path!() } [all()]
        }
        {
            let mut __unmet: ::core::primitive::u32 = 0;
            let __holds: ::core::primitive::bool = q.is_cuda();
            if !__holds {
                __unmet |= 1;
            }
            if __unmet != 0 || __FEATHERFALL.is_forced() {
                return {
                    if let ::core::option::Option::Some(__denied) = ::featherfall::__private::returns::<
                        Tensor,
                    >()
                        .degraded(&__FEATHERFALL, __unmet)
                    {
                        return __denied;
                    }
                    eager_attention(q)
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
