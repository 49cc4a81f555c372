impl Kernel for Attention {
    #[allow(
        unused_variables,
        unused_mut,
        clippy::all,
        clippy::pedantic,
        clippy::nursery
    )]
    /// Requires feature `flash-attn`; without it, it returns an error that says what to do.
    fn run(&self, q: &Tensor) -> Result<Tensor, Error> {
        #[used]
        #[unsafe(link_section = "featherfall_caps")]
        #[deny(unexpected_cfgs)]
        static __FEATHERFALL: ::featherfall::__private::Descriptor = ::featherfall::__private::Descriptor {
            name: "run",
            package: "featherfall-tests",
            module: ::core::module_path!(),
            file: "src/lib.rs",
            line: 1,
            requires: "\"flash-attn\"",
            instead: "",
            details: "",
            calls: ::featherfall::__private::Calls::NONE,
            holds: false as u32,
        };
        {
            ::featherfall::__private::returns::<Result<Tensor, Error>>()
                .refused(__FEATHERFALL.refused(0))
        }
    }
}
