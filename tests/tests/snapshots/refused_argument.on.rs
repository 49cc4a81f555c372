pub fn exact(imatrix: Option<&[f32]>) -> Result<(), Error> {
    {
        ::featherfall::__private::describe! {
            190 counted
            "0.1.0
kind: quant
name: hqq
package: featherfall-tests
version: 0.1.0
place: src/lib.rs:1
method: hqq
argument: refuses imatrix
alternative: use `q4k`"
            { ::core::module_path!() }
        }
        static __CALLS: ::featherfall::__private::Calls = ::featherfall::__private::Calls::NONE;
        if ::featherfall::__private::Optional::is_given(&imatrix) {
            let __returns = ::featherfall::__private::returns();
            return if false {
                __returns.value()
            } else {
                __returns
                    .unsupported_here(
                        ::featherfall::__private::Site::new(
                                &__FEATHERFALL,
                                ::featherfall::__private::Counts::Refused(
                                    ::featherfall::Reason::ArgumentRefused,
                                ),
                                &__CALLS,
                            )
                            .refuse(1),
                    )
            };
        }
    }
    Ok(())
}
