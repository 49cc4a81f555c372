#[allow(unused)]
/// How many there are.
///
/// Stands in for builds without feature `cuda`.
pub fn how_many() -> usize {
    ::featherfall::__private::describe! {
        184 counted #[deny(unexpected_cfgs)]
        "0.1.0
kind: stub
name: how_many
package: featherfall-tests
version: 0.1.0
place: src/lib.rs:1
requires: \"cuda\"
instead: otherwise 0
holds: "
        { ::core::module_path!() } [any()]
    }
    if let ::core::option::Option::Some(__denied) = ::featherfall::__private::returns::<
        usize,
    >()
        .degraded(&__FEATHERFALL, 0)
    {
        return __denied;
    }
    0
}
