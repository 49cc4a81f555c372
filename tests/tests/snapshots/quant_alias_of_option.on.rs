/// Support for `q8_0` quantization: stable; ignores `imatrix`.
fn q8_0(imatrix: Maybe) -> usize {
    #[used]
    #[unsafe(link_section = "featherfall_caps")]
    static __FEATHERFALL: ::featherfall::__private::Descriptor = ::featherfall::__private::Descriptor {
        name: "q8_0",
        package: "featherfall-tests",
        module: ::core::module_path!(),
        file: "src/lib.rs",
        line: 1,
        requires: "",
        instead: "",
        details: "method: q8_0\nlevel: Stable\noperation: q8_0\nargument: ignores imatrix\n",
        calls: ::featherfall::__private::Calls::NONE,
        holds: 0,
    };
    if let ::core::option::Option::Some(__denied) = __FEATHERFALL.entered() {
        if let ::core::option::Option::Some(__result) = ::featherfall::__private::returns::<
            usize,
        >()
            .denied(&__FEATHERFALL, __denied)
        {
            return __result;
        }
    }
    let imatrix = ::featherfall::__private::optional(imatrix);
    static __ARGUMENT0: ::featherfall::__private::Calls = ::featherfall::__private::Calls::NONE;
    if ::core::option::Option::is_some(&imatrix) {
        if let ::core::option::Option::Some(__denied) = ::featherfall::__private::Site::new(
                &__FEATHERFALL,
                ::featherfall::__private::Counts::Ignored(0),
                &__ARGUMENT0,
            )
            .hit(0)
        {
            if let ::core::option::Option::Some(__result) = ::featherfall::__private::returns::<
                usize,
            >()
                .denied(&__FEATHERFALL, __denied)
            {
                return __result;
            }
        }
    }
    let imatrix = ::featherfall::__private::ignore(imatrix);
    imatrix.map_or(8, |bits| bits)
}
