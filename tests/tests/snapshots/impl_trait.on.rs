/// Requires feature `tokenizers`; without it, `by_whitespace` runs instead.
fn tokens(text: &str) -> impl Iterator<Item = &str> {
    {
        ::featherfall::__private::describe! {
            199 #[deny(unexpected_cfgs)]
            "0.1.0
kind: gate
name: tokens
package: featherfall-tests
version: 0.1.0
place: src/lib.rs:1
requires: \"tokenizers\"
instead: fallback by_whitespace
holds: "
            { ::core::module_path!() } [all()]
        }
        if false {
            let _: &dyn Iterator<Item = &str> = &(by_whitespace(text));
            loop {}
        }
    }
    { tokenizers::split(text) }
}
