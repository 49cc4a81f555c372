#[allow(unused_variables, unused_mut)]
#[cfg_attr(clippy, allow(clippy::all, clippy::pedantic, clippy::nursery))]
#[allow(clippy::missing_panics_doc)]
///
/// Requires `any(has_cutlass, target_os = "none")`; without it, it is `None`.
#[allow(clippy::many_single_char_names)]
fn grouped_gemm(m: usize) -> Option<Tensor> {
    {
        ::featherfall::__private::describe! {
            271 counted
            "0.1.0
kind: gate
name: grouped_gemm
package: featherfall-tests
version: 0.1.0
place: src/lib.rs:1
requires: any(has_cutlass, target_os = \"none\")
instead: otherwise None
hint: install CUTLASS and set `CUTLASS_DIR`
holds: "
            { ::core::module_path!() } [any()] [any()]
        }
        {
            if let ::core::option::Option::Some(__denied) = ::featherfall::__private::returns::<
                Option<Tensor>,
            >()
                .degraded(&__FEATHERFALL, 0)
            {
                return __denied;
            }
            None
        }
    }
}
