/// Whether `has_metal` was built.
pub const HAS_METAL: ::core::primitive::bool = false;
#[allow(unused_variables, unused_mut)]
#[cfg_attr(clippy, allow(clippy::all, clippy::pedantic, clippy::nursery))]
/// Requires feature `metal`; without it, it is `false`.
pub fn has_metal() -> bool {
    {
        ::featherfall::__private::describe! {
            190 counted #[deny(unexpected_cfgs)]
            "0.1.0
kind: gate
name: has_metal
package: featherfall-tests
version: 0.1.0
place: src/lib.rs:1
requires: \"metal\"
instead: otherwise false
holds: "
            { ::core::module_path!() } [any()]
        }
        {
            if let ::core::option::Option::Some(__denied) = ::featherfall::__private::returns::<
                bool,
            >()
                .degraded(&__FEATHERFALL, 0)
            {
                return __denied;
            }
            false
        }
    }
}
