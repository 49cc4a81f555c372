// By hand, which is unsafe.
#![forbid(unsafe_code)]

#[used]
#[unsafe(link_section = "featherfall1")]
static RECORD: [u64; 7] = [7; 7];

fn main() {}
