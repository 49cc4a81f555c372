pub fn exact(imatrix: Option<&[f32]>) -> Result<(), Error> {
    {
        ::featherfall::__private::describe! {
            "
name: hqq
package: featherfall-tests
place: src/lib.rs:1
method: hqq
argument: refuses imatrix
alternative: use `q4k`",
            0
        }
        static __CALLS: ::featherfall::__private::Calls = ::featherfall::__private::Calls::NONE;
        if ::featherfall::__private::is_given(&imatrix) {
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
