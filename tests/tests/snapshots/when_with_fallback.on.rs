/// Requires `all("cuda", "flash-attn")`; without it, `eager_attention` runs instead. The same happens unless: q must be on a CUDA device; dtype must be f16 or bf16.
fn attention(q: &Tensor, dtype: DType) -> Result<Tensor, Error> {
    #[used]
    #[unsafe(link_section = "featherfall_caps")]
    #[deny(unexpected_cfgs)]
    static __FEATHERFALL: ::featherfall::__private::Descriptor = ::featherfall::__private::Descriptor {
        name: "attention",
        package: "featherfall-tests",
        module: ::core::module_path!(),
        file: "src/lib.rs",
        line: 1,
        requires: "all(\"cuda\", \"flash-attn\")",
        instead: "fallback eager_attention",
        details: "when: q must be on a CUDA device\nwhen: dtype must be f16 or bf16\nalternative: set `attention = \"eager\"` in the model config\n",
        calls: ::featherfall::__private::Calls::NONE,
        holds: true as u32 | (true as u32) << 1,
    };
    {
        let mut __unmet: u32 = 0;
        let __holds: bool = q.is_cuda();
        if !__holds {
            __unmet |= 1;
        }
        let __holds: bool = matches!(dtype, DType::F16 | DType::BF16);
        if !__holds {
            __unmet |= 2;
        }
        if __unmet != 0 {
            return {
                if __FEATHERFALL.count() {
                    eager_attention(q, dtype)
                } else {
                    ::featherfall::__private::cold(move || -> Result<Tensor, Error> {
                        if let ::core::option::Option::Some(__denied) = __FEATHERFALL
                            .settle_degraded(__unmet)
                        {
                            if let ::core::option::Option::Some(__result) = ::featherfall::__private::returns::<
                                Result<Tensor, Error>,
                            >()
                                .denied(&__FEATHERFALL, __denied)
                            {
                                return __result;
                            }
                        }
                        eager_attention(q, dtype)
                    })
                }
            };
        }
        static __USED: ::featherfall::__private::Calls = ::featherfall::__private::Calls::NONE;
        ::featherfall::__private::Site::new(
                &__FEATHERFALL,
                ::featherfall::__private::Counts::Used,
                &__USED,
            )
            .hit(0);
        flash::attention(q, dtype)
    }
}
