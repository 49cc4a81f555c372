// A record is text: no other value and no other type gets into the section.
#![forbid(unsafe_code)]

featherfall::__private::record! { 56; [] [7_u8; 56] }

fn main() {}
