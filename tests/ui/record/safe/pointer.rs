// Pointers in the place of the text.
#![forbid(unsafe_code)]

featherfall::__private::record! { 2; [] ["a", "b"] }

fn main() {}
