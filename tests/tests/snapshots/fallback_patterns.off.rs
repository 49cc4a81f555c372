#[allow(unused_variables, unused_mut, clippy::all, clippy::pedantic, clippy::nursery)]
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
        holds: false as u32,
    };
    {
        if __FEATHERFALL.count() {
            eager::attention(__argument0, __argument1, __argument2, v)
        } else {
            ::featherfall::__private::cold(move || -> Tensor {
                if let ::core::option::Option::Some(__denied) = __FEATHERFALL
                    .settle_degraded(0)
                {
                    if let ::core::option::Option::Some(__result) = ::featherfall::__private::returns::<
                        Tensor,
                    >()
                        .denied(&__FEATHERFALL, __denied)
                    {
                        return __result;
                    }
                }
                eager::attention(__argument0, __argument1, __argument2, v)
            })
        }
    }
}
