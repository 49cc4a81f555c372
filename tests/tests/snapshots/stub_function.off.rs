#[allow(unused)]
/// How many there are.
///
/// Stands in for builds without feature `cuda`.
pub fn how_many() -> usize {
    ::featherfall::__private::describe! {
        #[deny(unexpected_cfgs)]
        "
name: how_many
package: featherfall-tests
place: src/lib.rs:1
requires: \"cuda\"
instead: otherwise 0
kind: stub",
        false as u32
    }
    if !__FEATHERFALL.count() {
        if let ::core::option::Option::Some(__denied) = ::featherfall::__private::returns::<
            usize,
        >()
            .denied(&__FEATHERFALL, __FEATHERFALL.settle_degraded(0))
        {
            return __denied;
        }
    }
    0
}
