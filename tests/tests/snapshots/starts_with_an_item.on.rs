/// Requires feature `cuda`; without it, `count_on_cpu` runs instead.
fn count(xs: &Tensor) -> usize {
    #[used]
    #[unsafe(link_section = "featherfall_caps")]
    #[deny(unexpected_cfgs)]
    static __FEATHERFALL: ::featherfall::__private::Descriptor = ::featherfall::__private::Descriptor {
        name: "count",
        package: "featherfall-tests",
        module: ::core::module_path!(),
        file: "src/lib.rs",
        line: 1,
        requires: "\"cuda\"",
        instead: "fallback count_on_cpu",
        details: "",
        calls: ::featherfall::__private::Calls::NONE,
        holds: true as u32,
    };
    {
        if false {
            return count_on_cpu(xs);
        }
        {
            use cuda::Count as _;
            xs.count()
        }
    }
}
