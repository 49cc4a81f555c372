#[allow(unused_variables, unused_mut)]
#[cfg_attr(clippy, allow(clippy::all, clippy::pedantic, clippy::nursery))]
/// Requires feature `flash-attn`; without it, `eager_attention` runs instead. The same happens unless: q must be on a CUDA device.
fn attention(q: &Tensor) -> Tensor {
    {
        ::featherfall::__private::describe! {
            237 counted #[deny(unexpected_cfgs)]
            "0.1.0
kind: gate
name: attention
package: featherfall-tests
version: 0.1.0
place: src/lib.rs:1
requires: \"flash-attn\"
instead: fallback eager_attention
when: q must be on a CUDA device
holds: "
            { ::core::module_path!() } [any()]
        }
        {
            if let ::core::option::Option::Some(__denied) = ::featherfall::__private::returns::<
                Tensor,
            >()
                .degraded(&__FEATHERFALL, 0)
            {
                return __denied;
            }
            eager_attention(q)
        }
    }
}
