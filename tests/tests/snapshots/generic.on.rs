/// Requires feature `cuda`; without it, `sum_on_cpu::<T, N>` runs instead.
pub(crate) fn sum<T, const N: usize>(values: [T; N]) -> T
where
    T: Copy + std::iter::Sum<T>,
{
    {
        ::featherfall::__private::describe! {
            195 #[deny(unexpected_cfgs)]
            "0.1.0
kind: gate
name: sum
package: featherfall-tests
version: 0.1.0
place: src/lib.rs:1
requires: \"cuda\"
instead: fallback sum_on_cpu::<T, N>
holds: "
            { ::core::module_path!() } [all()]
        }
        if false {
            return sum_on_cpu::<T, N>(values);
        }
    }
    { cuda::sum(values) }
}
