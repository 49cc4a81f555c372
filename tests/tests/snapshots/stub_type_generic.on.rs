const _: () = {
    ::featherfall::__private::describe! {
        #[deny(unexpected_cfgs)]
        "
name: NoQueue
package: featherfall-tests
place: src/lib.rs:1
requires: \"cuda\"
kind: stub",
        true as u32
    }
};
