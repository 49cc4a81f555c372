/// Requires feature `tokenizers`; without it, `by_whitespace` runs instead.
fn tokens(text: &str) -> impl Iterator<Item = &str> {
    #[used]
    #[unsafe(link_section = "featherfall_caps")]
    #[deny(unexpected_cfgs)]
    static __FEATHERFALL: ::featherfall::__private::Descriptor = ::featherfall::__private::Descriptor {
        name: "tokens",
        package: "featherfall-tests",
        module: ::core::module_path!(),
        file: "src/lib.rs",
        line: 1,
        requires: "\"tokenizers\"",
        instead: "fallback by_whitespace",
        details: "",
        calls: ::featherfall::__private::Calls::NONE,
        holds: true as u32,
    };
    {
        if false {
            let _ = by_whitespace(text);
            loop {}
        }
        tokenizers::split(text)
    }
}
