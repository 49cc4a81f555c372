#[allow(unused_variables, unused_mut, clippy::all, clippy::pedantic, clippy::nursery)]
/// Requires feature `download`; without it, `from_cache` runs instead.
async fn load(path: &str) -> Result<Tensor, Error> {
    #[used]
    #[unsafe(link_section = "featherfall_caps")]
    #[deny(unexpected_cfgs)]
    static __FEATHERFALL: ::featherfall::__private::Descriptor = ::featherfall::__private::Descriptor {
        name: "load",
        package: "featherfall-tests",
        module: ::core::module_path!(),
        file: "src/lib.rs",
        line: 1,
        requires: "\"download\"",
        instead: "fallback from_cache",
        details: "",
        calls: ::featherfall::__private::Calls::NONE,
        holds: false as u32,
    };
    {
        if !__FEATHERFALL.count() {
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
        }
        from_cache(path).await
    }
}
