const _: () = {
    ::featherfall::__private::describe! {
        196
        "0.1.0
kind: limitation
name: T5
package: featherfall-tests
version: 0.1.0
place: src/lib.rs:1
limitation: T5 has no flash attention
alternative: use `eager`"
        { ::core::module_path!() }
    }
};
/// A model.
#[derive(Debug)]
///
/// **Limitation:** T5 has no flash attention. Workaround: use `eager`.
pub struct T5 {
    layers: usize,
}
