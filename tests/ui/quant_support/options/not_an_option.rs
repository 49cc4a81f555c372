use featherfall::quant_support;

#[quant_support(Stable, "hqq")]
fn string() {}

#[quant_support(Stable,, method = "hqq")]
fn two_commas() {}

#[quant_support(Stable, method = "hqq" note = "..")]
fn no_comma() {}

#[quant_support(Stable; method = "hqq")]
fn semicolon() {}

fn main() {
    string();
    two_commas();
    no_comma();
    semicolon();
}
