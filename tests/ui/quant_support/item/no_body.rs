use featherfall::quant_support;

trait Quantizer {
    #[quant_support(Stable)]
    fn quantize(&self);

    #[quant_support(Unimplemented)]
    fn forward(&self);
}

struct Hqq;

impl Quantizer for Hqq {
    fn quantize(&self) {}

    fn forward(&self) {}
}

fn main() {
    Hqq.quantize();
    Hqq.forward();
}
