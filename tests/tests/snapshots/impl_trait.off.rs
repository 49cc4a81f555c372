#[allow(unused_variables, unused_mut, clippy::all, clippy::pedantic, clippy::nursery)]
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
        holds: false as u32,
    };
    {
        if __FEATHERFALL.count() {
            by_whitespace(text)
        } else {
            ::featherfall::__private::cold(move || {
                if let ::core::option::Option::Some(__denied) = __FEATHERFALL
                    .settle_degraded(0)
                {
                    __denied.report(&__FEATHERFALL);
                }
                by_whitespace(text)
            })
        }
    }
}
