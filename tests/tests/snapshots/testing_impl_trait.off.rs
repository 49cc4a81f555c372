#[allow(unused_variables, unused_mut)]
#[cfg_attr(clippy, allow(clippy::all, clippy::pedantic, clippy::nursery))]
/// Requires feature `tokenizers`; without it, `by_whitespace` runs instead.
fn tokens(text: &str) -> impl Iterator<Item = &str> {
    {
        ::featherfall::__private::describe! {
            199 counted #[deny(unexpected_cfgs)]
            "0.1.0
kind: gate
name: tokens
package: featherfall-tests
version: 0.1.0
place: src/lib.rs:1
requires: \"tokenizers\"
instead: fallback by_whitespace
holds: "
            { ::core::module_path!() } [any()]
        }
        {
            if !__FEATHERFALL.count() {
                if let ::core::option::Option::Some(__denied) = __FEATHERFALL
                    .settle_degraded(0)
                {
                    __denied.report(&__FEATHERFALL);
                }
            }
            by_whitespace(text)
        }
    }
}
