// The form that let any type in.
#![forbid(unsafe_code)]

featherfall::__private::describe! { items static X: [u8; 56] = [7; 56]; }

fn main() {}
