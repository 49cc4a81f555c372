#[allow(unused_variables, unused_mut)]
#[cfg_attr(clippy, allow(clippy::all, clippy::pedantic, clippy::nursery))]
/// Requires `all("cuda", "flash-attn")`; without it, `eager_attention` runs instead. The same happens unless: q must be on a CUDA device; dtype must be f16 or bf16.
fn attention(q: &Tensor, dtype: DType) -> Result<Tensor, Error> {
    {
        ::featherfall::__private::describe! {
            347 counted #[deny(unexpected_cfgs)]
            "0.1.0
kind: gate
name: attention
package: featherfall-tests
version: 0.1.0
place: src/lib.rs:1
requires: all(\"cuda\", \"flash-attn\")
instead: fallback eager_attention
when: q must be on a CUDA device
when: dtype must be f16 or bf16
alternative: set `attention = \"eager\"` in the model config
holds: "
            { ::core::module_path!() } [any()] [any()]
        }
        {
            if let ::core::option::Option::Some(__denied) = ::featherfall::__private::returns::<
                Result<Tensor, Error>,
            >()
                .degraded(&__FEATHERFALL, 0)
            {
                return __denied;
            }
            eager_attention(q, dtype)
        }
    }
}
