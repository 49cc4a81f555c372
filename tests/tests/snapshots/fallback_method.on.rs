impl Attention {
    /// Requires feature `flash-attn`; without it, `Self::eager` runs instead.
    fn forward(&mut self, xs: &Tensor) -> Result<Tensor, Error> {
        #[used]
        #[unsafe(link_section = "featherfall_caps")]
        #[deny(unexpected_cfgs)]
        static __FEATHERFALL: ::featherfall::__private::Descriptor = ::featherfall::__private::Descriptor {
            name: "forward",
            package: "featherfall-tests",
            module: ::core::module_path!(),
            file: "src/lib.rs",
            line: 1,
            requires: "\"flash-attn\"",
            instead: "fallback Self::eager",
            details: "",
            calls: ::featherfall::__private::Calls::NONE,
            holds: true as u32,
        };
        {
            if false {
                return Self::eager(self, xs);
            }
            self.flash.forward(xs)
        }
    }
}
