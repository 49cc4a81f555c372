impl Attention {
    #[allow(unused_variables, unused_mut)]
    #[cfg_attr(clippy, allow(clippy::all, clippy::pedantic, clippy::nursery))]
    /// Requires feature `flash-attn`; without it, `Self::eager` runs instead.
    fn forward(&mut self, xs: &Tensor) -> Result<Tensor, Error> {
        {
            ::featherfall::__private::describe! {
                198 counted #[deny(unexpected_cfgs)]
                "0.1.0
kind: gate
name: forward
package: featherfall-tests
version: 0.1.0
place: src/lib.rs:1
requires: \"flash-attn\"
instead: fallback Self::eager
holds: "
                { ::core::module_path!() } [any()]
            }
            {
                if let ::core::option::Option::Some(__denied) = ::featherfall::__private::returns::<
                    Result<Tensor, Error>,
                >()
                    .degraded(&__FEATHERFALL, 0)
                {
                    return __denied;
                }
                Self::eager(self, xs)
            }
        }
    }
}
