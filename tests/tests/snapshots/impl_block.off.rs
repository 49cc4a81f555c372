impl CudaDevice {
    pub const ORDINAL: usize = 0;
    /// Whether `new` was built.
    pub const BUILT: bool = false;
    #[allow(
        unused_variables,
        unused_mut,
        clippy::all,
        clippy::pedantic,
        clippy::nursery
    )]
    /// Requires feature `cuda`; without it, it returns an error that says what to do.
    pub fn new(ordinal: usize) -> Result<Self, Error> {
        #[used]
        #[unsafe(link_section = "featherfall_caps")]
        #[deny(unexpected_cfgs)]
        static __FEATHERFALL: ::featherfall::__private::Descriptor = ::featherfall::__private::Descriptor {
            name: "new",
            package: "featherfall-tests",
            module: ::core::module_path!(),
            file: "src/lib.rs",
            line: 1,
            requires: "\"cuda\"",
            instead: "",
            details: "",
            calls: ::featherfall::__private::Calls::NONE,
            holds: false as u32,
        };
        {
            ::featherfall::__private::returns::<Result<Self, Error>>()
                .refused(__FEATHERFALL.refused(0))
        }
    }
    #[requires_feature("on", panics)]
    fn rank(&self) -> usize {
        self.0.rank()
    }
}
