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
#[requires_feature("off", fallback = "slow")]
fn quoted_path(x: u8) -> u8 {
    x
}

#[requires_feature("off", fallback = slow, log = "warn")]
fn quoted_word(x: u8) -> u8 {
    x
}

#[requires_feature("off", fallbak = slow)]
fn misspelt(_: u8) {}

#[requires_feature("off", fallback = slow, when(a.len() > 1, "a is long"))]
fn taken_apart([a, _]: [String; 2]) -> u8 {
    1
}

#[requires_feature("off")]
fn nothing_returned() {}

#[requires_feature("off")]
fn option_returned() -> Option<u8> {
    None
}

#[requires_feature("off")]
fn opaque_returned() -> impl Iterator<Item = u8> {
    0..1
}

#[requires_feature("off")]
#[test]
fn a_test() {}

impl Drop for Kernel {
    #[requires_feature("off")]
    fn drop(&mut self) {}
}

impl Kernel {
    #[requires_feature("off", fallback = eager)]
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

#[requires_feature(all("off", "hardware"), panics)]
fn of_a_dependency() {}

#[derive(Clone)]
#[feature_stub("off")]
struct BelowDerive;

fn no_comma() -> u8 {
    feature_gated! {
        "off" => 1
        _ => 2
    }
}

fn as_a_pattern(x: u8) {
    let feature_gated! { "off" => y, _ => z } = x;
}

fn as_a_type(_: feature_gated! { "off" => u8, _ => u16 }) {}

feature_gated! { "off" => { fn chosen() {} } _ => { fn chosen() {} } }

const CALLS: u8 = feature_gated! { "off" => 1, _ => two() };

// What others may try.
#[requires_feature("off", fallback = slow.await)]
async fn awaited(x: u8) -> u8 {
    x
}

impl Kernel {
    #[requires_feature("off", fallback = self.eager)]
    fn by_field(&self) -> u8 {
        1
    }
}

#[requires_feature("off", otherwise: 1)]
fn colon() -> u8 {
    2
}

#[requires_feature("off", otherwise => 1)]
fn arrow() -> u8 {
    2
}

#[requires_feature("off", else = 1)]
fn another_word() -> u8 {
    2
}

#[requires_feature("off", return Err("no"))]
fn returned() -> Result<u8, &'static str> {
    Ok(2)
}

#[requires_feature(features = ["off", "default"], panics)]
fn listed() {}

#[requires_feature(feature("off"), panics)]
fn called() {}

#[requires_feature(any("off", linux), panics)]
fn system() {}

#[requires_feature(any("off", target_os = linux), panics)]
fn unquoted_system() {}

#[requires_feature("off" | "default", panics)]
fn joined() {}

#[requires_feature("off" and "default", panics)]
fn joined_by_a_word() {}

#[requires_feature("off", otherwise = 0, when(let Some(y) = x, "x is given"))]
fn bound(x: Option<u8>) -> u8 {
    1
}

#[requires_feature("off", otherwise = 0, when(x > 1, format!("{x} is above 1")))]
fn formatted(x: u8) -> u8 {
    x
}

#[requires_feature("off", panics)]
macro_rules! on_a_macro {
    () => {};
}

fn condition() -> bool {
    if feature_gated!("off") { true } else { false }
}

fn no_arrow() -> u8 {
    feature_gated! { "off" { 1 } _ { 2 } }
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

#[requires_feature("off", error = "not compiled")]
fn text() -> Result<u8, String> {
    Ok(1)
}

// What a second reader wrote.
#[requires_feature("off", panics, available = probe)]
fn probed() {}

#[requires_feature("off", panics, available = probe())]
fn probed_by_a_call() {}

#[requires_feature("off", panics, alt = "use eager")]
fn abbreviated() {}

#[requires_feature(FEATURE, panics)]
fn of_a_constant() {}

#[requires_feature(kernels::FEATURE, panics)]
fn of_a_path() {}

#[requires_feature("off")]
fn text_as_error() -> Result<u8, &'static str> {
    Ok(1)
}

#[requires_feature("off")]
fn nothing_as_error() -> Result<u8, ()> {
    Ok(1)
}

#[requires_feature("off")]
fn any_error<E>() -> Result<u8, E> {
    Ok(1)
}

#[requires_feature("off", [fallback = slow])]
fn in_brackets(x: u8) -> u8 {
    x
}

#[requires_feature("off", otherwise = 0, when x > 1, "x is large")]
fn without_parentheses(x: u8) -> u8 {
    x
}

#[requires_feature("off", fallback(slow))]
fn with_parentheses(x: u8) -> u8 {
    x
}

fn options_in_brackets() -> u8 {
    feature_gated! { [benign] "off" => 1, _ => 2 }
}

fn options_without_parentheses() -> u8 {
    feature_gated! { log = info, "off" => 1, _ => 2 }
}

fn either() -> u8 {
    feature_gated! { "off" | "default" => 1, _ => 2 }
}

fn empty_arm() -> u8 {
    feature_gated! { "off" => , _ => 2 }
}

#[feature_stub("off")]
enum Never {}

#[feature_stub("off", fallback = slow)]
fn stub_with_fallback(x: u8) -> u8;

#[quant_support("off", Stable)]
fn feature_and_level() {}

#[quant_support(QuantSupport::Stable)]
fn level_of_a_type() {}

#[quant_support(Unimplemented)]
fn no_body(x: u8) -> Result<u8, std::io::Error>;

#[quant_support(Stable, refuses(imatrix))]
fn refuses_without_result(imatrix: Option<u8>) -> u8 {
    1
}

fn arguments(imatrix: Option<u8>, bias: Option<u8>) {
    quant_ignores!(imatrix; method = "hqq");
    quant_ignores!(imatrix, bias, method = "hqq");
    quant_ignores!(method = "hqq", imatrix);
    quant_ignores!(&imatrix, method = "hqq");
    quant_refuses!("imatrix", method = "hqq");
}

#[limitation("no T5", alternative = "use eager")]
fn alternative_of_a_limitation() {}

fn set() {
    let set = featherfall::feature_set!();
}

featherfall::feature_set!();
featherfall::feature_set!();

// What a third one wrote.
#[requires_feature("off" "default", panics)]
fn side_by_side() {}

#[requires_feature("off", panics,, log = warn)]
fn two_commas() {}

#[requires_feature("off", panics, name = flash)]
fn unquoted_name() {}

#[requires_feature("off", panics, priority = high)]
fn small_letters() {}

#[requires_feature("off", otherwise = 1, when("x > 1"))]
fn quoted_condition(x: u8) -> u8 {
    x
}

#[requires_feature("off", otherwise = 1, when(x > 1))]
fn no_reason(x: u8) -> u8 {
    x
}

#[requires_feature("off", fallback = slow(x))]
fn called_fallback(x: u8) -> u8 {
    x
}

#[requires_feature("off", fallback = slow, otherwise = 1)]
fn both_ways(x: u8) -> u8 {
    x
}

#[requires_feature("off", fallback = endless)]
fn endless(x: u8) -> u8 {
    x
}

#[requires_feature("off", panics = true)]
fn flag_with_value() {}

#[requires_feature("off", panics, alternative = format!("use {}", 1))]
fn computed_text() {}

#[requires_feature("off", panics, crate = featherfall)]
fn relative_path() {}

#[requires_feature]
fn no_arguments() {}

#[requires_feature("--features cuda", panics)]
fn as_a_flag() {}

#[requires_feature("cuda,metal", panics)]
fn in_one_string() {}

#[requires_feature(not "off", panics)]
fn no_parentheses() {}

#[requires_feature(cfg!(feature = "off"), panics)]
fn macro_cfg() {}

fn thin_arrow() -> u8 {
    feature_gated! { "off" -> 1, _ -> 2 }
}

fn attribute_in_an_arm() -> u8 {
    feature_gated! { #[cfg(feature = "off")] => 1, _ => 2 }
}

fn with_else() -> u8 {
    feature_gated! { "off" => { 1 } else { 2 } }
}

fn last_first() -> u8 {
    feature_gated! { _ => 1, "off" => 2 }
}

fn twice() -> u8 {
    feature_gated! { "off" => 1, "off" => 2, _ => 3 }
}

#[requires_feature("off")]
mod gated {}

#[quant_support(Stable, method = hqq)]
fn unquoted_method() {}

#[quant_support(Stable, Experimental)]
fn two_levels() {}

#[quant_support(Stable, ignores = imatrix)]
fn ignores_assigned(imatrix: Option<u8>) {}

#[quant_support(Stable, ignores(imatri))]
fn misspelt_parameter(imatrix: Option<u8>) {}

#[quant_support(Stable, ignores(imatrix))]
fn no_option(imatrix: u8) {}

#[quant_support(Unimplemented)]
fn body_of_what_is_not_there() -> Result<u8, std::io::Error> {
    Ok(1)
}

#[limitation(no T5)]
fn unquoted_sentence() {}

#[limitation("no T5", priority = "High")]
fn quoted_word_of_a_limitation() {}

#[feature_stub("off")]
struct Fields {
    x: u8,
}

#[feature_stub("off")]
fn stub_with_body() -> Result<u8, std::io::Error> {
    Ok(1)
}

fn main() {}
