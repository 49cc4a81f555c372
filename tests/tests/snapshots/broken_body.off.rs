#[allow(unused_variables, unused_mut, clippy::all, clippy::pedantic, clippy::nursery)]
/// Requires feature `cuda`; without it, `eager` runs instead.
fn attention(q: &Tensor) -> Result<Tensor, Error> {
    #[used]
    #[unsafe(link_section = "featherfall_caps")]
    #[deny(unexpected_cfgs)]
    static __FEATHERFALL: ::featherfall::__private::Descriptor = ::featherfall::__private::Descriptor {
        name: "attention",
        package: "featherfall-tests",
        module: ::core::module_path!(),
        file: "src/lib.rs",
        line: 1,
        requires: "\"cuda\"",
        instead: "fallback eager",
        details: "",
        calls: ::featherfall::__private::Calls::NONE,
        holds: false as u32,
    };
    {
        if __FEATHERFALL.count() {
            eager(q)
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
                eager(q)
            })
        }
    }
}
