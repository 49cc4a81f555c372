#[allow(unused_variables, unused_mut)]
#[cfg_attr(clippy, allow(clippy::all, clippy::pedantic, clippy::nursery))]
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
        false as u32
    }
    {
        ::featherfall::__private::returns::<Result<Tensor, Error>>()
            .refused(__FEATHERFALL.refused(0))
    }
}
