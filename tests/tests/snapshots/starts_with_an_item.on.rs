/// Requires feature `cuda`; without it, `count_on_cpu` runs instead.
fn count(xs: &Tensor) -> usize {
    {
        ::featherfall::__private::describe! {
            191 #[deny(unexpected_cfgs)]
            "0.1.0
kind: gate
name: count
package: featherfall-tests
version: 0.1.0
place: src/lib.rs:1
requires: \"cuda\"
instead: fallback count_on_cpu
holds: "
            { ::core::module_path!() } [all()]
        }
        if false {
            return count_on_cpu(xs);
        }
    }
    {
        use cuda::Count as _;
        xs.count()
    }
}
