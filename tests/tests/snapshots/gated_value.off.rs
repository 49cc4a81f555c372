pub fn devices() -> usize {
    {
        ::featherfall::__private::describe! {
            #[deny(unexpected_cfgs)]
            "
name: cuda
package: featherfall-tests
place: src/lib.rs:1
requires: \"cuda\"
instead: otherwise 0
kind: choice",
            false as u32
        }
        { 0 }
    }
}
