/// Whether `has_metal` was built.
pub const HAS_METAL: bool = false;
#[allow(unused_variables, unused_mut, clippy::all, clippy::pedantic, clippy::nursery)]
/// Requires feature `metal`; without it, it is `false`.
pub fn has_metal() -> bool {
    #[used]
    #[unsafe(link_section = "featherfall_caps")]
    #[deny(unexpected_cfgs)]
    static __FEATHERFALL: ::featherfall::__private::Descriptor = ::featherfall::__private::Descriptor {
        name: "has_metal",
        package: "featherfall-tests",
        module: ::core::module_path!(),
        file: "src/lib.rs",
        line: 1,
        requires: "\"metal\"",
        instead: "otherwise false",
        details: "",
        calls: ::featherfall::__private::Calls::NONE,
        holds: false as u32,
    };
    {
        if !__FEATHERFALL.count() {
            if let ::core::option::Option::Some(__denied) = __FEATHERFALL
                .settle_degraded(0)
            {
                if let ::core::option::Option::Some(__result) = ::featherfall::__private::returns::<
                    bool,
                >()
                    .denied(&__FEATHERFALL, __denied)
                {
                    return __result;
                }
            }
        }
        false
    }
}
