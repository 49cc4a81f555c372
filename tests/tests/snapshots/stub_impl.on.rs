const _: () = {
    ::featherfall::__private::describe! {
        180 #[deny(unexpected_cfgs)]
        "0.1.0
kind: stub
name: Absent
package: featherfall-tests
version: 0.1.0
place: src/lib.rs:1
requires: \"cuda\"
label: impl Absent
holds: "
        { ::core::module_path!() } [all()]
    }
};
