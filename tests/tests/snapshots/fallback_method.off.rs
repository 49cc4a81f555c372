impl Attention {
    #[allow(
        unused_variables,
        unused_mut,
        clippy::all,
        clippy::pedantic,
        clippy::nursery
    )]
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
            if __FEATHERFALL.count() {
                Self::eager(self, xs)
            } else {
                ::featherfall::__private::cold(move || -> Result<Tensor, Error> {
                    if let ::core::option::Option::Some(__denied) = ::featherfall::__private::returns::<
                        Result<Tensor, Error>,
                    >()
                        .denied(&__FEATHERFALL, __FEATHERFALL.settle_degraded(0))
                    {
                        return __denied;
                    }
                    Self::eager(self, xs)
                })
            }
        }
    }
}
