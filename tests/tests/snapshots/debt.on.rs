/// Requires feature `flash-attn-v3`; without it, it returns an error that says what to do.
fn attention_v3(q: &Tensor) -> Result<Tensor, Error> {
    #[used]
    #[unsafe(link_section = "featherfall_caps")]
    #[deny(unexpected_cfgs)]
    static __FEATHERFALL: ::renamed::__private::Descriptor = ::renamed::__private::Descriptor {
        name: "flash_attention_v3",
        package: "featherfall-tests",
        module: ::core::module_path!(),
        file: "src/lib.rs",
        line: 1,
        requires: "\"flash-attn-v3\"",
        instead: "",
        details: "tracking: https://example.org/issues/1\nnote: needs Hopper\nlog: info\npriority: High\n",
        calls: ::renamed::__private::Calls::NONE,
        holds: true as u32,
    };
    {
        if false {
            return ::renamed::__private::returns::<Result<Tensor, Error>>()
                .refused(::renamed::__private::unreachable());
        }
        flash::v3(q)
    }
}
