#[allow(unused_variables, unused_mut, clippy::all, clippy::pedantic, clippy::nursery)]
/// Support for `iq2` quantization: unimplemented.
fn iq2(weight: &Tensor) -> Result<Tensor, Error> {
    #[used]
    #[unsafe(link_section = "featherfall_caps")]
    static __FEATHERFALL: ::featherfall::__private::Descriptor = ::featherfall::__private::Descriptor {
        name: "iq2",
        package: "featherfall-tests",
        module: ::core::module_path!(),
        file: "src/lib.rs",
        line: 1,
        requires: "",
        instead: "",
        details: "method: iq2\nlevel: Unimplemented\noperation: iq2\nalternative: use `q4k`\n",
        calls: ::featherfall::__private::Calls::NONE,
        holds: 0,
    };
    ::featherfall::__private::returns::<Result<Tensor, Error>>()
        .unsupported(__FEATHERFALL.refused(0))
}
