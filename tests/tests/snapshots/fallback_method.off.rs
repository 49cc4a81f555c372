impl Attention {
    #[allow(unused_variables, unused_mut)]
    #[cfg_attr(clippy, allow(clippy::all, clippy::pedantic, clippy::nursery))]
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
            false as u32
        }
        {
            ::featherfall::__private::returns::<Result<Tensor, Error>>()
                .fall_back(&__FEATHERFALL, 0, move || Self::eager(self, xs))
        }
    }
}
