const _: () = {
    ::featherfall::__private::describe! {
        179 counted
        "0.1.0
kind: quant
name: nf4
package: featherfall-tests
version: 0.1.0
place: src/lib.rs:1
method: nf4
level: Partial
alternative: use `q4k`"
        { ::core::module_path!() }
    }
    /// Support for `nf4` quantization: partial.
    impl Nf4 {
        pub const BITS: usize = 4;
        pub fn new(weight: &Tensor) -> Result<Self, Error> {
            {
                if let ::core::option::Option::Some(__denied) = ::featherfall::__private::returns::<
                    Result<Self, Error>,
                >()
                    .denied(&__FEATHERFALL, __FEATHERFALL.entered())
                {
                    return __denied;
                }
            }
            Ok(Self(weight.clone()))
        }
        pub fn dequantize(&self) -> Tensor {
            self.0.clone()
        }
        #[allow(unused_variables, unused_mut)]
        /// Support for `nf4` quantization: unimplemented.
        pub fn add_delta_w(&self, delta: &Tensor) -> Result<(), Error> {
            ::featherfall::__private::describe! {
                193 counted
                "0.1.0
kind: quant
name: add_delta_w
package: featherfall-tests
version: 0.1.0
place: src/lib.rs:1
method: nf4
level: Unimplemented
operation: add_delta_w"
                { ::core::module_path!() }
            }
            ::featherfall::__private::returns::<Result<(), Error>>()
                .unsupported(__FEATHERFALL.refused(0))
        }
    }
};
