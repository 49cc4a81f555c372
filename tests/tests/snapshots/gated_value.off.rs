pub fn devices() -> usize {
    {
        ::featherfall::__private::describe! {
            190 #[deny(unexpected_cfgs)]
            "0.1.0
kind: choice
name: cuda
package: featherfall-tests
version: 0.1.0
place: src/lib.rs:1
requires: \"cuda\"
instead: otherwise 0
benign"
            { ::core::module_path!() } [any()]
        }
        { 0 }
    }
}
