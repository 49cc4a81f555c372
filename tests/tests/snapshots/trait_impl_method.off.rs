impl Kernel for Attention {
    #[allow(unused_variables, unused_mut)]
    #[cfg_attr(clippy, allow(clippy::all, clippy::pedantic, clippy::nursery))]
    /// Requires feature `flash-attn`; without it, it returns an error that says what to do.
    fn run(&self, q: &Tensor) -> Result<Tensor, Error> {
        {
            ::featherfall::__private::describe! {
                164 counted #[deny(unexpected_cfgs)]
                "0.1.0
kind: gate
name: run
package: featherfall-tests
version: 0.1.0
place: src/lib.rs:1
requires: \"flash-attn\"
holds: "
                { ::core::module_path!() } [any()]
            }
            {
                ::featherfall::__private::returns::<Result<Tensor, Error>>()
                    .refused(__FEATHERFALL.refused(0))
            }
        }
    }
}
