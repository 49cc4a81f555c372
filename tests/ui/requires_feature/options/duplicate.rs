use featherfall::requires_feature;

fn eager() {}

#[requires_feature("on", fallback = eager, fallback = eager)]
fn fallback() {}

#[requires_feature("on", otherwise = 1, otherwise = 2)]
fn otherwise() -> u32 {
    1
}

#[requires_feature("off", error = |_| 1, error = |_| 2)]
fn error() -> Result<(), u32> {
    Ok(())
}

#[requires_feature("off", panics, panics)]
fn panics() {}

#[requires_feature(
    "on",
    panics,
    alternative = "a",
    alternative = "b",
    hint = "a",
    hint = "b",
    available = A,
    available = B,
    name = "a",
    name = "b",
    log = off,
    log = debug,
    priority = Low,
    priority = High,
    tracking = "a",
    tracking = "b",
    note = "a",
    note = "b",
    crate = ::featherfall,
    crate = ::featherfall,
)]
fn the_others() {}

fn main() {
    fallback();
    otherwise();
    let _ = error();
    panics();
    the_others();
}
