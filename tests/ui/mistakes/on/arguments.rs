use featherfall::{
    feature_gated, feature_stub, limitation, quant_ignores, quant_refuses, quant_support,
    requires_feature,
};

fn two() -> u8 {
    2
}

fn slow(x: u8) -> u8 {
    x
}

struct Kernel {
    imatrix: Option<u8>,
}

// What first users met.
#[requires_feature("on", fallback = "slow")]
fn quoted_path(x: u8) -> u8 {
    x
}

#[requires_feature("on", fallback = slow, log = "warn")]
fn quoted_word(x: u8) -> u8 {
    x
}

#[requires_feature("on", fallbak = slow)]
fn misspelt(_: u8) {}

#[requires_feature("on", fallback = slow, when(a.len() > 1, "a is long"))]
fn taken_apart([a, _]: [String; 2]) -> u8 {
    1
}

#[requires_feature("on")]
fn nothing_returned() {}

#[requires_feature("on")]
fn option_returned() -> Option<u8> {
    None
}

#[requires_feature("on")]
fn opaque_returned() -> impl Iterator<Item = u8> {
    0..1
}

#[requires_feature("on")]
#[test]
fn a_test() {}

impl Drop for Kernel {
    #[requires_feature("on")]
    fn drop(&mut self) {}
}

impl Kernel {
    #[requires_feature("on", fallback = eager)]
    fn method(&self) -> u8 {
        1
    }

    fn eager(&self) -> u8 {
        2
    }

    fn field_ignored(&self) {
        quant_ignores!(self.imatrix, method = "hqq");
    }
}

#[requires_feature(all("on", "hardware"), panics)]
fn of_a_dependency() {}

#[derive(Clone)]
#[feature_stub("on")]
struct BelowDerive;

fn no_comma() -> u8 {
    feature_gated! {
        "on" => 1
        _ => 2
    }
}

fn as_a_pattern(x: u8) {
    let feature_gated! { "on" => y, _ => z } = x;
}

fn as_a_type(_: feature_gated! { "on" => u8, _ => u16 }) {}

feature_gated! { "on" => { fn chosen() {} } _ => { fn chosen() {} } }

const CALLS: u8 = feature_gated! { "on" => 1, _ => two() };

// What others may try.
#[requires_feature("on", fallback = slow.await)]
async fn awaited(x: u8) -> u8 {
    x
}

impl Kernel {
    #[requires_feature("on", fallback = self.eager)]
    fn by_field(&self) -> u8 {
        1
    }
}

#[requires_feature("on", otherwise: 1)]
fn colon() -> u8 {
    2
}

#[requires_feature("on", otherwise => 1)]
fn arrow() -> u8 {
    2
}

#[requires_feature("on", else = 1)]
fn another_word() -> u8 {
    2
}

#[requires_feature("on", return Err("no"))]
fn returned() -> Result<u8, &'static str> {
    Ok(2)
}

#[requires_feature(features = ["on", "default"], panics)]
fn listed() {}

#[requires_feature(feature("on"), panics)]
fn called() {}

#[requires_feature(any("on", linux), panics)]
fn system() {}

#[requires_feature(any("on", target_os = linux), panics)]
fn unquoted_system() {}

#[requires_feature("on" | "default", panics)]
fn joined() {}

#[requires_feature("on" and "default", panics)]
fn joined_by_a_word() {}

#[requires_feature("on", otherwise = 0, when(let Some(y) = x, "x is given"))]
fn bound(x: Option<u8>) -> u8 {
    1
}

#[requires_feature("on", otherwise = 0, when(x > 1, format!("{x} is above 1")))]
fn formatted(x: u8) -> u8 {
    x
}

#[requires_feature("on", panics)]
macro_rules! on_a_macro {
    () => {};
}

fn condition() -> bool {
    if feature_gated!("on") { true } else { false }
}

fn no_arrow() -> u8 {
    feature_gated! { "on" { 1 } _ { 2 } }
}

fn no_method(imatrix: Option<u8>) -> Result<u8, std::io::Error> {
    quant_refuses!(imatrix, "hqq");
    Ok(1)
}

fn in_an_arm(x: u8, imatrix: Option<u8>) {
    match x {
        0 => quant_ignores!(imatrix, method = "hqq"),
        _ => {}
    }
}

#[quant_support(Beta)]
fn unknown_level() -> Result<u8, std::io::Error> {
    Ok(1)
}

#[limitation("no T5", "use eager")]
fn no_key() {}

fn main() {}
