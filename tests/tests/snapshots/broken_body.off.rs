#[allow(unused_variables, unused_mut)]
#[cfg_attr(clippy, allow(clippy::all, clippy::pedantic, clippy::nursery))]
/// Requires feature `cuda`; without it, `eager` runs instead.
fn attention(q: &Tensor) -> Result<Tensor, Error> {
    {
        ::featherfall::__private::describe! {
            188 counted #[deny(unexpected_cfgs)]
            "0.1.0
kind: gate
name: attention
package: featherfall-tests
version: 0.1.0
place: src/lib.rs:1
requires: \"cuda\"
instead: fallback eager
holds: "
            { ::core::module_path!() } [any()]
        }
        {
            if let ::core::option::Option::Some(__denied) = ::featherfall::__private::returns::<
                Result<Tensor, Error>,
            >()
                .degraded(&__FEATHERFALL, 0)
            {
                return __denied;
            }
            eager(q)
        }
    }
}
