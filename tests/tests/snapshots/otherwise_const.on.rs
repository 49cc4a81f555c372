/// Whether `lanes` was built.
pub const VECTORIZED: ::core::primitive::bool = true;
/// Requires feature `mkl`; without it, it is `1`.
pub const fn lanes() -> usize {
    {
        ::featherfall::__private::describe! {
            180 #[deny(unexpected_cfgs)]
            "0.1.0
kind: gate
name: lanes
package: featherfall-tests
version: 0.1.0
place: src/lib.rs:1
requires: \"mkl\"
instead: otherwise 1
holds: "
            { ::core::module_path!() } [all()]
        }
        #[allow(unreachable_code, clippy::diverging_sub_expression, clippy::unused_unit)]
        if false {
            return 1;
        }
    }
    { 8 }
}
