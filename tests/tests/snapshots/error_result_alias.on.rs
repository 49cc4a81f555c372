/// Requires feature `cuda`; without it, it returns an error that says what to do.
fn synchronize() -> CudaResult<()> {
    #[used]
    #[unsafe(link_section = "featherfall_caps")]
    #[deny(unexpected_cfgs)]
    static __FEATHERFALL: ::featherfall::__private::Descriptor = ::featherfall::__private::Descriptor {
        name: "synchronize",
        package: "featherfall-tests",
        module: ::core::module_path!(),
        file: "src/lib.rs",
        line: 1,
        requires: "\"cuda\"",
        instead: "",
        details: "",
        calls: ::featherfall::__private::Calls::NONE,
        holds: true as u32,
    };
    {
        if false {
            return ::featherfall::__private::returns::<CudaResult<()>>()
                .error(into_error, ::featherfall::__private::unreachable());
        }
        cuda::synchronize()
    }
}
