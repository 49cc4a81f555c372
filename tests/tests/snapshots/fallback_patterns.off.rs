#[allow(unused_variables, unused_mut)]
#[cfg_attr(clippy, allow(clippy::all, clippy::pedantic, clippy::nursery))]
#[inline]
/// Requires feature `flash-attn`; without it, `eager::attention` runs instead.
fn attention(
    __argument0: (&Tensor, &Tensor),
    __argument1: Scale,
    __argument2: Device,
    v: Tensor,
) -> Tensor {
    {
        ::featherfall::__private::describe! {
            205 counted #[deny(unexpected_cfgs)]
            "0.1.0
kind: gate
name: attention
package: featherfall-tests
version: 0.1.0
place: src/lib.rs:1
requires: \"flash-attn\"
instead: fallback eager::attention
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
            eager::attention(__argument0, __argument1, __argument2, v)
        }
    }
}
