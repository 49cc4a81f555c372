use featherfall::requires_feature;

#[requires_feature(any("on", "offf"), panics)]
fn any() -> u32 {
    1
}

#[requires_feature(all("offf", "on"), panics)]
fn all() -> u32 {
    1
}

#[requires_feature(not("offf"), panics)]
fn not() -> u32 {
    1
}

#[requires_feature(any("off", all(unix, not("offf"))), panics)]
fn nested() -> u32 {
    1
}

#[requires_feature(all("onn", "offf"), panics)]
fn two() -> u32 {
    1
}

fn main() {
    any();
    all();
    not();
    nested();
    two();
}
