#[allow(unused_variables, unused_mut, clippy::all, clippy::pedantic, clippy::nursery)]
#[allow(clippy::missing_panics_doc)]
#[allow(clippy::many_single_char_names)]
/// Requires `any(has_cutlass, target_os = "none")`; without it, it is `None`.
fn grouped_gemm(m: usize) -> Option<Tensor> {
    #[used]
    #[unsafe(link_section = "featherfall_caps")]
    static __FEATHERFALL: ::featherfall::__private::Descriptor = ::featherfall::__private::Descriptor {
        name: "grouped_gemm",
        package: "featherfall-tests",
        module: ::core::module_path!(),
        file: "src/lib.rs",
        line: 1,
        requires: "any(has_cutlass, target_os = \"none\")",
        instead: "otherwise None",
        details: "hint: install CUTLASS and set `CUTLASS_DIR`\n",
        calls: ::featherfall::__private::Calls::NONE,
        holds: false as u32 | (false as u32) << 1,
    };
    {
        if !__FEATHERFALL.count() {
            if let ::core::option::Option::Some(__denied) = __FEATHERFALL
                .settle_degraded(0)
            {
                if let ::core::option::Option::Some(__result) = ::featherfall::__private::returns::<
                    Option<Tensor>,
                >()
                    .denied(&__FEATHERFALL, __denied)
                {
                    return __result;
                }
            }
        }
        None
    }
}
