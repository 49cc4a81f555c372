#[allow(unused_variables, unused_mut)]
#[cfg_attr(clippy, allow(clippy::all, clippy::pedantic, clippy::nursery))]
/// Requires feature `cuda`; without it, `count_on_cpu` runs instead.
fn count(xs: &Tensor) -> usize {
    {
        ::featherfall::__private::describe! {
            191 counted #[deny(unexpected_cfgs)]
            "0.1.0
kind: gate
name: count
package: featherfall-tests
version: 0.1.0
place: src/lib.rs:1
requires: \"cuda\"
instead: fallback count_on_cpu
holds: "
            { ::core::module_path!() } [any()]
        }
        {
            if let ::core::option::Option::Some(__denied) = ::featherfall::__private::returns::<
                usize,
            >()
                .degraded(&__FEATHERFALL, 0)
            {
                return __denied;
            }
            count_on_cpu(xs)
        }
    }
}
