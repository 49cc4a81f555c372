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
            205 #[deny(unexpected_cfgs)]
            "0.1.0
kind: gate
name: attention
package: featherfall-tests
version: 0.1.0
place: src/lib.rs:1
requires: \"flash-attn\"
instead: fallback eager::attention
holds: "
            { ::core::module_path!() } [all()]
        }
        if false {
            return eager::attention(__argument0, __argument1, __argument2, v);
        }
    }
    let (q, k) = __argument0;
    let __argument1 = __argument1;
    let Scale(scale) = __argument1;
    let __argument2 = __argument2;
    let mut v = v;
    {
        v.scale(scale);
        flash::attend(q, k, &v)
    }
}
