#[allow(unused_variables, unused_mut)]
#[cfg_attr(clippy, allow(clippy::all, clippy::pedantic, clippy::nursery))]
/// Requires feature `flash-attn-v3`; without it, it returns an error that says what to do.
fn attention_v3(q: &Tensor) -> Result<Tensor, Error> {
    ::renamed::__private::describe! {
        #[deny(unexpected_cfgs)]
        "
name: flash_attention_v3
package: featherfall-tests
place: src/lib.rs:1
requires: \"flash-attn-v3\"
tracking: https://example.org/issues/1
note: needs Hopper
log: info
priority: High",
        false as u32
    }
    {
        ::renamed::__private::returns::<Result<Tensor, Error>>()
            .refused(__FEATHERFALL.refused(0))
    }
}
