/// **Limitation:** slow.
pub fn tokenized(text: &str) -> usize {
    const _: () = {
        ::featherfall::__private::describe! {
            "
name: tokenized
package: featherfall-tests
place: src/lib.rs:1
kind: limitation
limitation: slow",
            0
        }
    };
    text.len()
}
