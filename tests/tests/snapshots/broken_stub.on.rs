const _: () = {
    ::featherfall::__private::describe! {
        #[deny(unexpected_cfgs)]
        "0.1.0
kind: stub
name: Absent
package: featherfall-tests
version: 0.1.0
place: src/lib.rs:1
requires: \"cuda\"
label: impl Absent"
        { ::core::module_path!() } [all()]
    }
};
::core::compile_error! {
    "unknown option `fallback`; expected one of `name = \"..\"`, `log = off|debug|info|warn|error`, `crate = ::path`, `error = f`, `hint = \"..\"`, `priority = Critical|High|Medium|Low`, `tracking = \"URL\"`, `note = \"..\"`, `otherwise = expr`, `alternative = \"..\"`"
}
