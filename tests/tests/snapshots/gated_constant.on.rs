pub const fn width() -> usize {
    {
        ::featherfall::__private::describe! {
            #[deny(unexpected_cfgs)]
            "
name: cuda
package: featherfall-tests
place: src/lib.rs:1
requires: \"cuda\"
instead: otherwise usize::pow(2, 2)
kind: choice",
            true as u32
        }
        { 8 }
    }
}
