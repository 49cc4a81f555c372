const _: () = {
    ::featherfall::__private::describe! {
        186 counted #[deny(unexpected_cfgs)]
        "0.1.0
kind: stub
name: Absent
package: featherfall-tests
version: 0.1.0
place: src/lib.rs:1
requires: \"cuda\"
label: Kernel for Absent
holds: "
        { ::core::module_path!() } [any()]
    }
    impl Kernel for Absent {
        #[allow(unused)]
        fn run(&self, __argument1: &Tensor) -> Result<Tensor, Error> {
            ::featherfall::__private::Stub::never(&*self)
        }
    }
};
