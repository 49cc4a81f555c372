#[allow(unused_variables, unused_mut)]
#[cfg_attr(clippy, allow(clippy::all, clippy::pedantic, clippy::nursery))]
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
        ::featherfall::__private::returns::<Result<Tensor, Error>>()
            .fall_back(&__FEATHERFALL, 0, move || eager(q))
    }
}
