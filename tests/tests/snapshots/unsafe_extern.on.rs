#[inline(never)]
/// Requires feature `cuda`; without it, `reference` runs instead.
pub unsafe extern "C" fn kernel(data: *const f32, len: usize) -> f32 {
    #[used]
    #[unsafe(link_section = "featherfall_caps")]
    #[deny(unexpected_cfgs)]
    static __FEATHERFALL: ::featherfall::__private::Descriptor = ::featherfall::__private::Descriptor {
        name: "kernel",
        package: "featherfall-tests",
        module: ::core::module_path!(),
        file: "src/lib.rs",
        line: 1,
        requires: "\"cuda\"",
        instead: "fallback reference",
        details: "",
        calls: ::featherfall::__private::Calls::NONE,
        holds: true as u32,
    };
    {
        if false {
            return { #[allow(unused_unsafe)] unsafe { reference(data, len) } };
        }
        unsafe { cuda::sum_of(data, len) }
    }
}
