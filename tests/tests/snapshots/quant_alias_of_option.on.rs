/// Support for `q8_0` quantization: stable; ignores `imatrix`.
fn q8_0(imatrix: Maybe) -> usize {
    let imatrix = ::featherfall::__private::Optional::into_option(imatrix);
    {
        ::featherfall::__private::describe! {
            199 counted
            "0.1.0
kind: quant
name: q8_0
package: featherfall-tests
version: 0.1.0
place: src/lib.rs:1
method: q8_0
level: Stable
operation: q8_0
argument: ignores imatrix"
            { ::core::module_path!() }
        }
        static __ARGUMENT0: ::featherfall::__private::Calls = ::featherfall::__private::Calls::NONE;
        if let ::core::option::Option::Some(__denied) = ::featherfall::__private::returns::<
            usize,
        >()
            .denied(&__FEATHERFALL, __FEATHERFALL.entered())
        {
            return __denied;
        }
        if ::core::option::Option::is_some(&imatrix) {
            if let ::core::option::Option::Some(__denied) = ::featherfall::__private::returns::<
                usize,
            >()
                .denied(
                    &__FEATHERFALL,
                    ::featherfall::__private::Site::new(
                            &__FEATHERFALL,
                            ::featherfall::__private::Counts::Ignored(0),
                            &__ARGUMENT0,
                        )
                        .hit(0),
                )
            {
                return __denied;
            }
        }
    }
    #[allow(unused_variables)]
    let imatrix = ::featherfall::__private::ignore(imatrix);
    imatrix.map_or(8, |bits| bits)
}
