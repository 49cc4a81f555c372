pub fn quantized(imatrix: Option<&[f32]>) -> Result<bool, Error> {
    #[allow(unused_variables, unused_mut)]
    let imatrix = {
        ::featherfall::__private::describe! {
            167 counted
            "0.1.0
kind: quant
name: hqq
package: featherfall-tests
version: 0.1.0
place: src/lib.rs:1
method: hqq
argument: ignores imatrix"
            { ::core::module_path!() }
        }
        static __CALLS: ::featherfall::__private::Calls = ::featherfall::__private::Calls::NONE;
        let (__is_given, __none) = ::featherfall::__private::Optional::without(&imatrix);
        if __is_given {
            let __returns = ::featherfall::__private::returns();
            if false {
                return __returns.value();
            }
            if let ::core::option::Option::Some(__result) = __returns
                .denied_here(
                    &__FEATHERFALL,
                    ::featherfall::__private::Site::new(
                            &__FEATHERFALL,
                            ::featherfall::__private::Counts::Ignored(0),
                            &__CALLS,
                        )
                        .hit(0),
                )
            {
                return __result;
            }
        }
        __none
    };
    Ok(imatrix.is_some())
}
