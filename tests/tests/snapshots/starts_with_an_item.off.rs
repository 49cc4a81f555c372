#[allow(unused_variables, unused_mut)]
#[cfg_attr(clippy, allow(clippy::all, clippy::pedantic, clippy::nursery))]
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
        ::featherfall::__private::returns::<usize>()
            .fall_back(&__FEATHERFALL, 0, move || count_on_cpu(xs))
    }
}
