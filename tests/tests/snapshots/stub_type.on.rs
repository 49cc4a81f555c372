const _: () = {
    ::featherfall::__private::describe! {
        188 #[deny(unexpected_cfgs)]
        "0.1.0
kind: stub
name: NoDevice
package: featherfall-tests
version: 0.1.0
place: src/lib.rs:1
requires: \"cuda\"
alternative: use the CPU
holds: "
        { ::core::module_path!() } [all()]
    }
};
