impl Kernel for Attention {
    /// Requires feature `flash-attn`; without it, it returns an error that says what to do.
    fn run(&self, q: &Tensor) -> Result<Tensor, Error> {
        ::featherfall::__private::describe! {
            #[deny(unexpected_cfgs)]
            "
name: run
package: featherfall-tests
place: src/lib.rs:1
requires: \"flash-attn\"",
            true as u32
        }
        {
            if false {
                return ::featherfall::__private::returns::<Result<Tensor, Error>>()
                    .unreachable();
            }
            self.flash.forward(q)
        }
    }
}
