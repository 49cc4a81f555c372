impl Attention {
    /// Requires feature `flash-attn`; without it, `Self::eager` runs instead.
    fn forward(&mut self, xs: &Tensor) -> Result<Tensor, Error> {
        {
            ::featherfall::__private::describe! {
                198 #[deny(unexpected_cfgs)]
                "0.1.0
kind: gate
name: forward
package: featherfall-tests
version: 0.1.0
place: src/lib.rs:1
requires: \"flash-attn\"
instead: fallback Self::eager
holds: "
                { ::core::module_path!() } [all()]
            }
            if false {
                return Self::eager(self, xs);
            }
        }
        { self.flash.forward(xs) }
    }
}
