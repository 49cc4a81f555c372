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
        false as u32
    }
    impl Absent {
        #[allow(unused)]
        fn open() -> Result<Self, Error> {
            ::featherfall::__private::returns::<Result<Self, Error>>()
                .absent(__FEATHERFALL.refused(0))
        }
    }
};
::core::compile_error! {
    "unknown option `fallback`; expected one of `name = \"..\"`, `log = off|debug|info|warn|error`, `crate = ::path`, `error = f`, `hint = \"..\"`, `priority = Critical|High|Medium|Low`, `tracking = \"URL\"`, `note = \"..\"`, `otherwise = expr`, `alternative = \"..\"`"
}
