use featherfall::{feature_gated, requires_feature};

enum Error {
    NotCompiled,
}

struct Tensor;

type Alias = u8;

fn slow(x: u8, y: u8) -> u8 {
    x + y
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

#[requires_feature("on", otherwise = Ok(0), required_if(x, "x was asked for"))]
fn no_condition(x: u8) -> Result<u8, std::io::Error> {
    Ok(x)
}

// What a second reader wrote.
#[requires_feature("on")]
fn struct_returned() -> Tensor {
    Tensor
}

#[requires_feature("on", fallback = slow)]
fn other_argument(x: u32, y: u8) -> u8 {
    y
}

#[requires_feature("on", fallback = slow)]
fn more_arguments(x: u8, y: u8, z: u8) -> u8 {
    y
}

#[requires_feature("on", fallback = slow)]
fn other_result(x: u8, y: u8) -> u32 {
    1
}

#[requires_feature("on", fallback = slow)]
async fn not_awaited(x: u8, y: u8) -> u8 {
    x
}

#[requires_feature("on", error = || Error::NotCompiled)]
fn no_parameter() -> Result<u8, Error> {
    Ok(1)
}

#[requires_feature("on", otherwise = None)]
fn another_enum() -> Result<u8, Error> {
    Ok(1)
}

#[requires_feature("on")]
fn bound_error<E: std::error::Error>() -> Result<u8, E> {
    Ok(1)
}

fn early() -> u8 {
    feature_gated! { "on" => 1 }
}

fn refuses(imatrix: Option<u8>) -> u8 {
    featherfall::quant_refuses!(imatrix, method = "hqq");
    1
}

fn ignores(imatrix: Alias) {
    featherfall::quant_ignores!(imatrix, method = "hqq");
}

#[featherfall::quant_support(Unimplemented)]
fn unimplemented() -> Tensor {}

fn main() {}
