#[allow(unused_variables, unused_mut, clippy::all, clippy::pedantic, clippy::nursery)]
/// Requires feature `cuda`; without it, `count_on_cpu` runs instead.
fn count(xs: &Tensor) -> usize {
    ::featherfall::__private::describe! {
        #[deny(unexpected_cfgs)]
        "
name: count
package: featherfall-tests
place: src/lib.rs:1
requires: \"cuda\"
instead: fallback count_on_cpu",
        false as u32
    }
    {
        if __FEATHERFALL.count() {
            count_on_cpu(xs)
        } else {
            ::featherfall::__private::cold(move || -> usize {
                if let ::core::option::Option::Some(__denied) = ::featherfall::__private::returns::<
                    usize,
                >()
                    .denied(&__FEATHERFALL, __FEATHERFALL.settle_degraded(0))
                {
                    return __denied;
                }
                count_on_cpu(xs)
            })
        }
    }
}
