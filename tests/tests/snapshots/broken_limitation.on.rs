pub fn tokenized(text: &str) -> usize {
    text.len()
}
::core::compile_error! {
    "the sentence comes first: `#[limitation(\"no support for ..\")]`"
}
