/// Quantizes.
///
/// Support for `hqq` quantization: experimental since 0.3.0; ignores `imatrix`; refuses `bias`; requires `group_size`.
pub fn quantize(
    weight: &Tensor,
    imatrix: Option<&[f32]>,
    bias: Option<Tensor>,
    group_size: Option<usize>,
) -> Result<Tensor, Error> {
    {
        ::featherfall::__private::describe! {
            300 counted
            "0.1.0
kind: quant
name: quantize
package: featherfall-tests
version: 0.1.0
place: src/lib.rs:1
method: hqq
level: Experimental
alias: half-quadratic
operation: quantize
argument: ignores imatrix
argument: refuses bias
argument: requires group_size
since: 0.3.0"
            { ::core::module_path!() }
        }
        static __ARGUMENT0: ::featherfall::__private::Calls = ::featherfall::__private::Calls::NONE;
        static __ARGUMENT1: ::featherfall::__private::Calls = ::featherfall::__private::Calls::NONE;
        static __ARGUMENT2: ::featherfall::__private::Calls = ::featherfall::__private::Calls::NONE;
        if let ::core::option::Option::Some(__denied) = ::featherfall::__private::returns::<
            Result<Tensor, Error>,
        >()
            .denied(&__FEATHERFALL, __FEATHERFALL.entered())
        {
            return __denied;
        }
        if ::core::option::Option::is_some(&imatrix) {
            if let ::core::option::Option::Some(__denied) = ::featherfall::__private::returns::<
                Result<Tensor, Error>,
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
        if ::core::option::Option::is_some(&bias) {
            return {
                ::featherfall::__private::returns::<Result<Tensor, Error>>()
                    .unsupported(
                        ::featherfall::__private::Site::new(
                                &__FEATHERFALL,
                                ::featherfall::__private::Counts::Refused(
                                    ::featherfall::Reason::ArgumentRefused,
                                ),
                                &__ARGUMENT1,
                            )
                            .refuse(2),
                    )
            };
        }
        if ::core::option::Option::is_none(&group_size) {
            return {
                ::featherfall::__private::returns::<Result<Tensor, Error>>()
                    .unsupported(
                        ::featherfall::__private::Site::new(
                                &__FEATHERFALL,
                                ::featherfall::__private::Counts::Refused(
                                    ::featherfall::Reason::ArgumentRequired,
                                ),
                                &__ARGUMENT2,
                            )
                            .refuse(4),
                    )
            };
        }
    }
    #[allow(unused_variables)]
    let mut imatrix = ::featherfall::__private::ignore(imatrix);
    solve(weight, imatrix.take(), bias, group_size)
}
