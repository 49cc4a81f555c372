// Somebody else's constant in the place of the text.
#![forbid(unsafe_code)]

const TEXT: [&str; 2] = ["a", "b"];

featherfall::__private::record! { (#[cfg(any())]) "x" }

fn main() {}
