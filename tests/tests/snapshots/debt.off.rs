#[allow(unused_variables, unused_mut)]
#[cfg_attr(clippy, allow(clippy::all, clippy::pedantic, clippy::nursery))]
/// Requires feature `flash-attn-v3`; without it, it returns an error that says what to do.
fn attention_v3(q: &Tensor) -> Result<Tensor, Error> {
    {
        ::renamed::__private::describe! {
            231 counted #[deny(unexpected_cfgs)]
            "0.1.0
kind: gate
name: flash_attention_v3
package: featherfall-tests
version: 0.1.0
place: src/lib.rs:1
requires: \"flash-attn-v3\"
tracking: https://example.org/issues/1
log: info
holds: "
            { ::core::module_path!() } [any()]
        }
        {
            ::renamed::__private::returns::<Result<Tensor, Error>>()
                .refused(__FEATHERFALL.refused(0))
        }
    }
}
