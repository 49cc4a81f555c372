/// Whether `has_metal` was built.
pub const HAS_METAL: ::core::primitive::bool = true;
/// Requires feature `metal`; without it, it is `false`.
pub fn has_metal() -> bool {
    {
        ::featherfall::__private::describe! {
            190 #[deny(unexpected_cfgs)]
            "0.1.0
kind: gate
name: has_metal
package: featherfall-tests
version: 0.1.0
place: src/lib.rs:1
requires: \"metal\"
instead: otherwise false
holds: "
            { ::core::module_path!() } [all()]
        }
        #[allow(unreachable_code, clippy::diverging_sub_expression, clippy::unused_unit)]
        if false {
            return false;
        }
    }
    { metal::is_available() }
}
