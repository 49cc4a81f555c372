#[allow(unused_variables, unused_mut, clippy::all, clippy::pedantic, clippy::nursery)]
/// Requires feature `cuda`; without it, `eager` runs instead.
fn attention(q: &Tensor) -> Result<Tensor, Error> {
    ::featherfall::__private::describe! {
        #[deny(unexpected_cfgs)]
        "
name: attention
package: featherfall-tests
place: src/lib.rs:1
requires: \"cuda\"
instead: fallback eager",
        false as u32
    }
    {
        if __FEATHERFALL.count() {
            eager(q)
        } else {
            ::featherfall::__private::cold(move || -> Result<Tensor, Error> {
                if let ::core::option::Option::Some(__denied) = ::featherfall::__private::returns::<
                    Result<Tensor, Error>,
                >()
                    .denied(&__FEATHERFALL, __FEATHERFALL.settle_degraded(0))
                {
                    return __denied;
                }
                eager(q)
            })
        }
    }
}
