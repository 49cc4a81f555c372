/// Attention in one kernel.
///
/// Requires feature `flash-attn`; without it, it returns an error that says what to do.
pub fn flash_attention(q: &Tensor, softmax_scale: f32) -> Result<Tensor, Error> {
    ::featherfall::__private::describe! {
        #[deny(unexpected_cfgs)]
        "
name: flash_attention
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
        flash::attention(q, softmax_scale)
    }
}
