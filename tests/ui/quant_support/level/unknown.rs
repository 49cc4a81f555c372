use featherfall::quant_support;

#[quant_support(Experimantal)]
fn misspelt() {}

#[quant_support(stable)]
fn lower_case() {}

#[quant_support(Unsupported)]
fn other_word() {}

#[quant_support("Stable")]
fn string() {}

#[quant_support(QuantSupport::Stable)]
fn path() {}

#[quant_support(1)]
fn number() {}

#[quant_support(Stable, Partial)]
fn two() {}

#[quant_support(Stable Partial)]
fn two_without_comma() {}

#[quant_support(Unimplemented())]
fn parentheses() {}

fn main() {
    misspelt();
    lower_case();
    other_word();
    string();
    path();
    number();
    two();
    two_without_comma();
    parentheses();
}
