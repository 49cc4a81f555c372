pub fn devices() -> usize {
    {
        ::featherfall::__private::describe! {
            189 #[deny(unexpected_cfgs)]
            "0.1.0
kind: choice
name: cuda
package: featherfall-tests
version: 0.1.0
place: src/lib.rs:1
requires: \"cuda\"
instead: otherwise 0
benign
holds: "
            { ::core::module_path!() } [all()]
        }
        { cuda::device_count() }
    }
}
