/// **Limitation:** slow.
pub fn tokenized(text: &str) -> usize {
    const _: () = {
        ::featherfall::__private::describe! {
            157
            "0.1.0
kind: limitation
name: tokenized
package: featherfall-tests
version: 0.1.0
place: src/lib.rs:1
limitation: slow"
            { ::core::module_path!() }
        }
    };
    text.len()
}
