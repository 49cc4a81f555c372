pub const fn width() -> usize {
    {
        ::featherfall::__private::describe! {
            197 #[deny(unexpected_cfgs)]
            "0.1.0
kind: choice
name: cuda
package: featherfall-tests
version: 0.1.0
place: src/lib.rs:1
requires: \"cuda\"
instead: otherwise usize::pow(2, 2)
holds: "
            { ::core::module_path!() } [all()]
        }
        { 8 }
    }
}
