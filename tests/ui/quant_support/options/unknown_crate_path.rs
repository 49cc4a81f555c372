use featherfall::quant_support;

#[quant_support(Partial, crate = ::nowhere)]
fn quantize() {}

struct Hqq;

#[quant_support(Partial, crate = ::nowhere)]
impl Hqq {
    fn new() -> Self {
        Self
    }
}

fn main() {
    quantize();
    Hqq::new();
}
