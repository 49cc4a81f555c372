impl Attention {
    /// Requires feature `flash-attn`; without it, `Self::eager` runs instead.
    fn forward(&mut self, xs: &Tensor) -> Result<Tensor, Error> {
        ::featherfall::__private::describe! {
            #[deny(unexpected_cfgs)]
            "
name: forward
package: featherfall-tests
place: src/lib.rs:1
requires: \"flash-attn\"
instead: fallback Self::eager",
            true as u32
        }
        {
            if false {
                return Self::eager(self, xs);
            }
            self.flash.forward(xs)
        }
    }
}
