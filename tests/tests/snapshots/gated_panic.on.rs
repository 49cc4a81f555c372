pub fn count_devices() -> usize {
    {
        ::renamed::__private::describe! {
            176 #[deny(unexpected_cfgs)]
            "0.1.0
kind: choice
name: cuda
package: featherfall-tests
version: 0.1.0
place: src/lib.rs:1
requires: \"cuda\"
instead: panic
holds: "
            { ::core::module_path!() } [all()]
        }
        { cuda::device_count() }
    }
}
