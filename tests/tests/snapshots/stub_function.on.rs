const _: () = {
    ::featherfall::__private::describe! {
        184 #[deny(unexpected_cfgs)]
        "0.1.0
kind: stub
name: how_many
package: featherfall-tests
version: 0.1.0
place: src/lib.rs:1
requires: \"cuda\"
instead: otherwise 0
holds: "
        { ::core::module_path!() } [all()]
    }
};
