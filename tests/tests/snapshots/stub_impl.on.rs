const _: () = {
    ::featherfall::__private::describe! {
        #[deny(unexpected_cfgs)]
        "
name: Absent
package: featherfall-tests
place: src/lib.rs:1
requires: \"cuda\"
kind: stub
label: impl Absent",
        true as u32
    }
};
