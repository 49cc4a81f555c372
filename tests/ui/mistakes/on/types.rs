use featherfall::{feature_gated, requires_feature};

enum Error {
    NotCompiled,
}

fn two() -> u8 {
    2
}

// What first users met.
#[requires_feature("on")]
fn number_returned() -> u8 {
    1
}

#[requires_feature("on")]
fn error_of_the_crate() -> Result<u8, Error> {
    Ok(1)
}

fn closure() -> u8 {
    let count = |x: u8| feature_gated! { "on" => x, _ => x + two() };
    count(1)
}

// What others may try.
#[requires_feature("on", error = Error::NotCompiled)]
fn value() -> Result<u8, Error> {
    Ok(1)
}

#[requires_feature("on", error = "not compiled")]
fn text() -> Result<u8, String> {
    Ok(1)
}

#[requires_feature("on", otherwise = Ok(0), required_if(x, "x was asked for"))]
fn no_condition(x: u8) -> Result<u8, std::io::Error> {
    Ok(x)
}

fn main() {}
