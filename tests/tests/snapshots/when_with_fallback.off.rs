#[allow(unused_variables, unused_mut, clippy::all, clippy::pedantic, clippy::nursery)]
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
        holds: false as u32 | (false as u32) << 1,
    };
    {
        if __FEATHERFALL.count() {
            eager_attention(q, dtype)
        } else {
            ::featherfall::__private::cold(move || -> Result<Tensor, Error> {
                if let ::core::option::Option::Some(__denied) = __FEATHERFALL
                    .settle_degraded(0)
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
    }
}
