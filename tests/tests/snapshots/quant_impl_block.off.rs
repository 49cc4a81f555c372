const _: () = {
    #[used]
    #[unsafe(link_section = "featherfall_caps")]
    static __FEATHERFALL: ::featherfall::__private::Descriptor = ::featherfall::__private::Descriptor {
        name: "nf4",
        package: "featherfall-tests",
        module: ::core::module_path!(),
        file: "src/lib.rs",
        line: 1,
        requires: "",
        instead: "",
        details: "method: nf4\nlevel: Partial\nalternative: use `q4k`\n",
        calls: ::featherfall::__private::Calls::NONE,
        holds: 0,
    };
    /// Support for `nf4` quantization: partial.
    impl Nf4 {
        pub const BITS: usize = 4;
        pub fn new(weight: &Tensor) -> Result<Self, Error> {
            if let ::core::option::Option::Some(__denied) = __FEATHERFALL.entered() {
                if let ::core::option::Option::Some(__result) = ::featherfall::__private::returns::<
                    Result<Self, Error>,
                >()
                    .denied(&__FEATHERFALL, __denied)
                {
                    return __result;
                }
            }
            Ok(Self(weight.clone()))
        }
        pub fn dequantize(&self) -> Tensor {
            self.0.clone()
        }
        #[allow(
            unused_variables,
            unused_mut,
            clippy::all,
            clippy::pedantic,
            clippy::nursery
        )]
        /// Support for `nf4` quantization: unimplemented.
        pub fn add_delta_w(&self, delta: &Tensor) -> Result<(), Error> {
            #[used]
            #[unsafe(link_section = "featherfall_caps")]
            static __FEATHERFALL: ::featherfall::__private::Descriptor = ::featherfall::__private::Descriptor {
                name: "add_delta_w",
                package: "featherfall-tests",
                module: ::core::module_path!(),
                file: "src/lib.rs",
                line: 1,
                requires: "",
                instead: "",
                details: "method: nf4\nlevel: Unimplemented\noperation: add_delta_w\n",
                calls: ::featherfall::__private::Calls::NONE,
                holds: 0,
            };
            ::featherfall::__private::returns::<Result<(), Error>>()
                .unsupported(__FEATHERFALL.refused(0))
        }
    }
};
