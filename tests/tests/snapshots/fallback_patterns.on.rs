#[inline]
/// Requires feature `flash-attn`; without it, `eager::attention` runs instead.
fn attention(
    __argument0: (&Tensor, &Tensor),
    __argument1: Scale,
    __argument2: Device,
    mut v: Tensor,
) -> Tensor {
    #[used]
    #[unsafe(link_section = "featherfall_caps")]
    #[deny(unexpected_cfgs)]
    static __FEATHERFALL: ::featherfall::__private::Descriptor = ::featherfall::__private::Descriptor {
        name: "attention",
        package: "featherfall-tests",
        module: ::core::module_path!(),
        file: "src/lib.rs",
        line: 1,
        requires: "\"flash-attn\"",
        instead: "fallback eager::attention",
        details: "",
        calls: ::featherfall::__private::Calls::NONE,
        holds: true as u32,
    };
    {
        if false {
            return eager::attention(__argument0, __argument1, __argument2, v);
        }
        let (q, k) = __argument0;
        let Scale(scale) = __argument1;
        v.scale(scale);
        flash::attend(q, k, &v)
    }
}
