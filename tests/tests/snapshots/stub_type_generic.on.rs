const _: () = {
    ::featherfall::__private::describe! {
        162 #[deny(unexpected_cfgs)]
        "0.1.0
kind: stub
name: NoQueue
package: featherfall-tests
version: 0.1.0
place: src/lib.rs:1
requires: \"cuda\"
holds: "
        { ::core::module_path!() } [all()]
    }
};
