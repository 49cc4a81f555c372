impl Kernel for Attention {
    /// Requires feature `flash-attn`; without it, it returns an error that says what to do.
    fn run(&self, q: &Tensor) -> Result<Tensor, Error> {
        {
            ::featherfall::__private::describe! {
                164 #[deny(unexpected_cfgs)]
                "0.1.0
kind: gate
name: run
package: featherfall-tests
version: 0.1.0
place: src/lib.rs:1
requires: \"flash-attn\"
holds: "
                { ::core::module_path!() } [all()]
            }
            if false {
                return ::featherfall::__private::returns::<Result<Tensor, Error>>()
                    .unreachable();
            }
        }
        { self.flash.forward(q) }
    }
}
