/// Whether `lanes` was built.
pub const VECTORIZED: bool = true;
/// Requires feature `mkl`; without it, it is `1`.
pub const fn lanes() -> usize {
    #[used]
    #[unsafe(link_section = "featherfall_caps")]
    #[deny(unexpected_cfgs)]
    static __FEATHERFALL: ::featherfall::__private::Descriptor = ::featherfall::__private::Descriptor {
        name: "lanes",
        package: "featherfall-tests",
        module: ::core::module_path!(),
        file: "src/lib.rs",
        line: 1,
        requires: "\"mkl\"",
        instead: "otherwise 1",
        details: "",
        calls: ::featherfall::__private::Calls::NONE,
        holds: true as u32,
    };
    {
        #[allow(unreachable_code)]
        if false {
            return 1;
        }
        8
    }
}
