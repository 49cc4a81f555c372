/// Requires `all("cuda", "flash-attn")`; without it, `eager_attention` runs instead. The same happens unless: q must be on a CUDA device; dtype must be f16 or bf16.
fn attention(q: &Tensor, dtype: DType) -> Result<Tensor, Error> {
    {
        ::featherfall::__private::describe! {
            347 counted #[deny(unexpected_cfgs)]
            "0.1.0
kind: gate
name: attention
package: featherfall-tests
version: 0.1.0
place: src/lib.rs:1
requires: all(\"cuda\", \"flash-attn\")
instead: fallback eager_attention
when: q must be on a CUDA device
when: dtype must be f16 or bf16
alternative: set `attention = \"eager\"` in the model config
holds: "
            { ::core::module_path!() } [all()] [all()]
        }
        {
            let mut __unmet: ::core::primitive::u32 = 0;
            let __holds: ::core::primitive::bool = q.is_cuda();
            if !__holds {
                __unmet |= 1;
            }
            let __holds: ::core::primitive::bool = matches!(
                dtype, DType::F16 | DType::BF16
            );
            if !__holds {
                __unmet |= 2;
            }
            if __unmet != 0 {
                return {
                    if let ::core::option::Option::Some(__denied) = ::featherfall::__private::returns::<
                        Result<Tensor, Error>,
                    >()
                        .degraded(&__FEATHERFALL, __unmet)
                    {
                        return __denied;
                    }
                    eager_attention(q, dtype)
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
    { flash::attention(q, dtype) }
}
