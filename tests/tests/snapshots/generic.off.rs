#[allow(unused_variables, unused_mut)]
#[cfg_attr(clippy, allow(clippy::all, clippy::pedantic, clippy::nursery))]
/// Requires feature `cuda`; without it, `sum_on_cpu::<T, N>` runs instead.
pub(crate) fn sum<T, const N: usize>(values: [T; N]) -> T
where
    T: Copy + std::iter::Sum<T>,
{
    {
        ::featherfall::__private::describe! {
            195 counted #[deny(unexpected_cfgs)]
            "0.1.0
kind: gate
name: sum
package: featherfall-tests
version: 0.1.0
place: src/lib.rs:1
requires: \"cuda\"
instead: fallback sum_on_cpu::<T, N>
holds: "
            { ::core::module_path!() } [any()]
        }
        {
            if let ::core::option::Option::Some(__denied) = ::featherfall::__private::returns::<
                T,
            >()
                .degraded(&__FEATHERFALL, 0)
            {
                return __denied;
            }
            sum_on_cpu::<T, N>(values)
        }
    }
}
