use featherfall::quant_support;

#[quant_support(Stable, crate = featherfall)]
fn relative() {}

#[quant_support(Stable, crate = "::featherfall")]
fn string() {}

fn main() {
    relative();
    string();
}
