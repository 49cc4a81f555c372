struct Config {
    imatrix: Option<u32>,
}

fn main() {
    let c = Config { imatrix: None };
    featherfall::quant_ignores!(c.imatrix, method = "hqq");
    featherfall::quant_ignores!(Some(1), method = "hqq");
}
