const _: () = {
    ::featherfall::__private::describe! {
        #[deny(unexpected_cfgs)]
        "
name: Absent
package: featherfall-tests
place: src/lib.rs:1
requires: \"cuda\"
kind: stub
label: Kernel for Absent",
        false as u32
    }
    impl Kernel for Absent {
        #[allow(unused)]
        fn run(&self, __argument1: &Tensor) -> Result<Tensor, Error> {
            ::featherfall::__private::Stub::never(&*self)
        }
    }
};
