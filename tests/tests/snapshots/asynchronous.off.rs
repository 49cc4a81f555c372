#[allow(unused_variables, unused_mut)]
#[cfg_attr(clippy, allow(clippy::all, clippy::pedantic, clippy::nursery))]
/// Requires feature `download`; without it, `from_cache` runs instead.
async fn load(path: &str) -> Result<Tensor, Error> {
    {
        ::featherfall::__private::describe! {
            192 counted #[deny(unexpected_cfgs)]
            "0.1.0
kind: gate
name: load
package: featherfall-tests
version: 0.1.0
place: src/lib.rs:1
requires: \"download\"
instead: fallback from_cache
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
            from_cache(path).await
        }
    }
}
