impl Kernel for Attention {
    #[allow(unused_variables, unused_mut)]
    #[cfg_attr(clippy, allow(clippy::all, clippy::pedantic, clippy::nursery))]
    /// Requires feature `flash-attn`; without it, it returns an error that says what to do.
    fn run(&self, q: &Tensor) -> Result<Tensor, Error> {
        ::featherfall::__private::describe! {
            #[deny(unexpected_cfgs)]
            "
name: run
package: featherfall-tests
place: src/lib.rs:1
requires: \"flash-attn\"",
            false as u32
        }
        {
            ::featherfall::__private::returns::<Result<Tensor, Error>>()
                .refused(__FEATHERFALL.refused(0))
        }
    }
}
