pub fn tokenized(text: &str) -> usize {
    text.len()
}
::core::compile_error! {
    "the sentence is written in quotes: `#[limitation(\"slow\")]`"
}
