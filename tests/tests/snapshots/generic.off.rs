#[allow(unused_variables, unused_mut, clippy::all, clippy::pedantic, clippy::nursery)]
/// Requires feature `cuda`; without it, `sum_on_cpu::<T, N>` runs instead.
pub(crate) fn sum<T, const N: usize>(values: [T; N]) -> T
where
    T: Copy + std::iter::Sum<T>,
{
    #[used]
    #[unsafe(link_section = "featherfall_caps")]
    #[deny(unexpected_cfgs)]
    static __FEATHERFALL: ::featherfall::__private::Descriptor = ::featherfall::__private::Descriptor {
        name: "sum",
        package: "featherfall-tests",
        module: ::core::module_path!(),
        file: "src/lib.rs",
        line: 1,
        requires: "\"cuda\"",
        instead: "fallback sum_on_cpu::<T, N>",
        details: "",
        calls: ::featherfall::__private::Calls::NONE,
        holds: false as u32,
    };
    {
        if __FEATHERFALL.count() {
            sum_on_cpu::<T, N>(values)
        } else {
            ::featherfall::__private::cold(move || -> T {
                if let ::core::option::Option::Some(__denied) = __FEATHERFALL
                    .settle_degraded(0)
                {
                    if let ::core::option::Option::Some(__result) = ::featherfall::__private::returns::<
                        T,
                    >()
                        .denied(&__FEATHERFALL, __denied)
                    {
                        return __result;
                    }
                }
                sum_on_cpu::<T, N>(values)
            })
        }
    }
}
