#[allow(unused_variables, unused_mut, clippy::all, clippy::pedantic, clippy::nursery)]
/// Requires feature `cuda`; without it, `count_on_cpu` runs instead.
fn count(xs: &Tensor) -> usize {
    #[used]
    #[unsafe(link_section = "featherfall_caps")]
    #[deny(unexpected_cfgs)]
    static __FEATHERFALL: ::featherfall::__private::Descriptor = ::featherfall::__private::Descriptor {
        name: "count",
        package: "featherfall-tests",
        module: ::core::module_path!(),
        file: "src/lib.rs",
        line: 1,
        requires: "\"cuda\"",
        instead: "fallback count_on_cpu",
        details: "",
        calls: ::featherfall::__private::Calls::NONE,
        holds: false as u32,
    };
    {
        if __FEATHERFALL.count() {
            count_on_cpu(xs)
        } else {
            ::featherfall::__private::cold(move || -> usize {
                if let ::core::option::Option::Some(__denied) = __FEATHERFALL
                    .settle_degraded(0)
                {
                    if let ::core::option::Option::Some(__result) = ::featherfall::__private::returns::<
                        usize,
                    >()
                        .denied(&__FEATHERFALL, __denied)
                    {
                        return __result;
                    }
                }
                count_on_cpu(xs)
            })
        }
    }
}
