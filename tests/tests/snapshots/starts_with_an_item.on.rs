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
        true as u32
    }
    {
        if false {
            return count_on_cpu(xs);
        }
        {
            use cuda::Count as _;
            xs.count()
        }
    }
}
