#[allow(unused_variables, unused_mut, clippy::all, clippy::pedantic, clippy::nursery)]
#[inline(never)]
/// Requires feature `cuda`; without it, `reference` runs instead.
pub unsafe extern "C" fn kernel(data: *const f32, len: usize) -> f32 {
    #[used]
    #[unsafe(link_section = "featherfall_caps")]
    #[deny(unexpected_cfgs)]
    static __FEATHERFALL: ::featherfall::__private::Descriptor = ::featherfall::__private::Descriptor {
        name: "kernel",
        package: "featherfall-tests",
        module: ::core::module_path!(),
        file: "src/lib.rs",
        line: 1,
        requires: "\"cuda\"",
        instead: "fallback reference",
        details: "",
        calls: ::featherfall::__private::Calls::NONE,
        holds: false as u32,
    };
    {
        if __FEATHERFALL.count() {
            { #[allow(unused_unsafe)] unsafe { reference(data, len) } }
        } else {
            ::featherfall::__private::cold(move || -> f32 {
                if let ::core::option::Option::Some(__denied) = __FEATHERFALL
                    .settle_degraded(0)
                {
                    if let ::core::option::Option::Some(__result) = ::featherfall::__private::returns::<
                        f32,
                    >()
                        .denied(&__FEATHERFALL, __denied)
                    {
                        return __result;
                    }
                }
                { #[allow(unused_unsafe)] unsafe { reference(data, len) } }
            })
        }
    }
}
