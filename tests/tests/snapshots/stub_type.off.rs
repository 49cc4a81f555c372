#[allow(dead_code)]
/// A device.
#[derive(Debug, Clone)]
///
/// Stands in for builds without feature `cuda`: no value of this type exists.
pub struct NoDevice(::featherfall::__private::Never);
const _: () = {
    ::featherfall::__private::describe! {
        #[deny(unexpected_cfgs)]
        "
name: NoDevice
package: featherfall-tests
place: src/lib.rs:1
requires: \"cuda\"
kind: stub
alternative: use the CPU",
        false as u32
    }
    impl NoDevice {
        #[doc(hidden)]
        #[allow(dead_code)]
        pub const fn __never(&self) -> ! {
            self.0.never()
        }
    }
    impl ::featherfall::__private::Stub for NoDevice {
        fn never(&self) -> ! {
            self.0.never()
        }
    }
};
