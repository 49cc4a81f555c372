#[allow(unused_variables, unused_mut)]
#[cfg_attr(clippy, allow(clippy::all, clippy::pedantic, clippy::nursery))]
/// Requires feature `flash-attn`; without it, `eager_attention` runs instead. The same happens unless: q must be on a CUDA device.
fn attention(q: &Tensor) -> Tensor {
    ::featherfall::__private::describe! {
        #[deny(unexpected_cfgs)]
        "
name: attention
package: featherfall-tests
place: src/lib.rs:1
requires: \"flash-attn\"
instead: fallback eager_attention
when: q must be on a CUDA device",
        false as u32
    }
    {
        ::featherfall::__private::returns::<Tensor>()
            .fall_back(&__FEATHERFALL, 0, move || eager_attention(q))
    }
}
