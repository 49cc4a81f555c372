/// Whether `has_metal` was built.
pub const HAS_METAL: bool = true;
/// Requires feature `metal`; without it, it is `false`.
pub fn has_metal() -> bool {
    #[used]
    #[unsafe(link_section = "featherfall_caps")]
    #[deny(unexpected_cfgs)]
    static __FEATHERFALL: ::featherfall::__private::Descriptor = ::featherfall::__private::Descriptor {
        name: "has_metal",
        package: "featherfall-tests",
        module: ::core::module_path!(),
        file: "src/lib.rs",
        line: 1,
        requires: "\"metal\"",
        instead: "otherwise false",
        details: "",
        calls: ::featherfall::__private::Calls::NONE,
        holds: true as u32,
    };
    {
        #[allow(unreachable_code)]
        if false {
            return false;
        }
        metal::is_available()
    }
}
