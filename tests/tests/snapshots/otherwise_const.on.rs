/// Whether `lanes` was built.
pub const VECTORIZED: bool = true;
/// Requires feature `mkl`; without it, it is `1`.
pub const fn lanes() -> usize {
    ::featherfall::__private::describe! {
        #[deny(unexpected_cfgs)]
        "
name: lanes
package: featherfall-tests
place: src/lib.rs:1
requires: \"mkl\"
instead: otherwise 1",
        true as u32
    }
    {
        #[allow(unreachable_code, clippy::diverging_sub_expression, clippy::unused_unit)]
        if false {
            return 1;
        }
        8
    }
}
