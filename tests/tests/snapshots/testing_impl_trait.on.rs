/// Requires feature `tokenizers`; without it, `by_whitespace` runs instead.
fn tokens(text: &str) -> impl Iterator<Item = &str> {
    ::featherfall::__private::describe! {
        #[deny(unexpected_cfgs)]
        "
name: tokens
package: featherfall-tests
place: src/lib.rs:1
requires: \"tokenizers\"
instead: fallback by_whitespace",
        true as u32
    }
    {
        __FEATHERFALL.cannot_be_forced();
        if false {
            let _: &dyn Iterator<Item = &str> = &by_whitespace(text);
            loop {}
        }
        tokenizers::split(text)
    }
}
