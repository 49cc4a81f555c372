use featherfall::quant_support;

#[quant_support(Stable, metod = "hqq")]
fn method() {}

#[quant_support(Stable, ignore(imatrix))]
fn ignores(imatrix: Option<u32>) {
    let _ = imatrix;
}

#[quant_support(Stable, alias("hqq"))]
fn aliases() {}

#[quant_support(Stable, fallback = ignores)]
fn of_the_other_attribute() {}

fn main() {
    method();
    ignores(None);
    aliases();
    of_the_other_attribute();
}
