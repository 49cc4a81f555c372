/// Attention in one kernel.
///
/// Requires feature `flash-attn`; without it, it returns an error that says what to do.
pub fn flash_attention(q: &Tensor, softmax_scale: f32) -> Result<Tensor, Error> {
    #[used]
    #[unsafe(link_section = "featherfall_caps")]
    #[deny(unexpected_cfgs)]
    static __FEATHERFALL: ::featherfall::__private::Descriptor = ::featherfall::__private::Descriptor {
        name: "flash_attention",
        package: "featherfall-tests",
        module: ::core::module_path!(),
        file: "src/lib.rs",
        line: 1,
        requires: "\"flash-attn\"",
        instead: "",
        details: "",
        calls: ::featherfall::__private::Calls::NONE,
        holds: true as u32,
    };
    {
        if false {
            return ::featherfall::__private::returns::<Result<Tensor, Error>>()
                .refused(::featherfall::__private::unreachable());
        }
        flash::attention(q, softmax_scale)
    }
}
