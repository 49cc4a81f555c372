/// Requires feature `cuda`; without it, `sum_on_cpu::<T, N>` runs instead.
pub(crate) fn sum<T, const N: usize>(values: [T; N]) -> T
where
    T: Copy + std::iter::Sum<T>,
{
    ::featherfall::__private::describe! {
        #[deny(unexpected_cfgs)]
        "
name: sum
package: featherfall-tests
place: src/lib.rs:1
requires: \"cuda\"
instead: fallback sum_on_cpu::<T, N>",
        true as u32
    }
    {
        if false {
            return sum_on_cpu::<T, N>(values);
        }
        cuda::sum(values)
    }
}
