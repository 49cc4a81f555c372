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
        true as u32
    }
};
