use featherfall::quant_support;

#[quant_support(Stabel, metod = "hqq", log = loud, ignores(unknown), refuses())]
const fn quantize() {}

#[quant_support(Partial, ignores(wieght), refuses(imatrix), requires(imatrix))]
const fn checked(weight: u32, imatrix: Option<u32>) {
    let _ = (weight, imatrix);
}

fn main() {
    quantize();
    checked(1, None);
}
