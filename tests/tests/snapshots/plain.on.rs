/// Attention in one kernel.
///
/// Requires feature `flash-attn`; without it, it returns an error that says what to do.
pub fn flash_attention(q: &Tensor, softmax_scale: f32) -> Result<Tensor, Error> {
    {
        ::featherfall::__private::describe! {
            176 #[deny(unexpected_cfgs)]
            "0.1.0
kind: gate
name: flash_attention
package: featherfall-tests
version: 0.1.0
place: src/lib.rs:1
requires: \"flash-attn\"
holds: "
            { ::core::module_path!() } [all()]
        }
        if false {
            return ::featherfall::__private::returns::<Result<Tensor, Error>>()
                .unreachable();
        }
    }
    { flash::attention(q, softmax_scale) }
}
