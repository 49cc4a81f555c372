use featherfall::quant_support;

#[quant_support]
fn nothing() {}

#[quant_support()]
fn empty() {}

#[quant_support(method = "hqq")]
fn option_first() {}

#[quant_support(ignores(imatrix), Stable)]
fn level_last(imatrix: Option<u32>) {
    let _ = imatrix;
}

fn main() {
    nothing();
    empty();
    option_first();
    level_last(None);
}
