#[allow(dead_code)]
/// A device.
#[derive(Debug, Clone)]
///
/// Stands in for builds without feature `cuda`: no value of this type exists.
pub struct NoDevice {
    no_value_exists: ::featherfall::__private::Never,
}
const _: () = {
    ::featherfall::__private::describe! {
        188 counted #[deny(unexpected_cfgs)]
        "0.1.0
kind: stub
name: NoDevice
package: featherfall-tests
version: 0.1.0
place: src/lib.rs:1
requires: \"cuda\"
alternative: use the CPU
holds: "
        { ::core::module_path!() } [any()]
    }
    impl NoDevice {
        #[doc(hidden)]
        #[allow(dead_code)]
        pub const fn __never(&self) -> ! {
            self.no_value_exists.never()
        }
    }
    impl ::featherfall::__private::Stub for NoDevice {
        fn never(&self) -> ! {
            self.no_value_exists.never()
        }
    }
};
