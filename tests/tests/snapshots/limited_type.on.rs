const _: () = {
    ::featherfall::__private::describe! {
        "
name: T5
package: featherfall-tests
place: src/lib.rs:1
kind: limitation
limitation: T5 has no flash attention
alternative: use `eager`
priority: High",
        0
    }
};
/// A model.
#[derive(Debug)]
///
/// **Limitation:** T5 has no flash attention. Workaround: use `eager`.
pub struct T5 {
    layers: usize,
}
