const _: () = {
    ::featherfall::__private::describe! {
        #[deny(unexpected_cfgs)]
        "
name: how_many
package: featherfall-tests
place: src/lib.rs:1
requires: \"cuda\"
instead: otherwise 0
kind: stub",
        true as u32
    }
};
