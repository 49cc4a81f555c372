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
        holds: true as u32,
    };
    {
        if false {
            return from_cache(path).await;
        }
        hub::fetch(path).await
    }
}
