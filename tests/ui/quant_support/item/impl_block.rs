use featherfall::quant_support;

struct Hqq;

#[quant_support(Experimental)]
impl Hqq {}

#[quant_support(Experimental)]
impl Hqq {
    const BITS: u32 = 4;
}

trait Quantizer {
    fn quantize() -> u32 {
        1
    }
}

#[quant_support(Experimental)]
impl Quantizer for [f32; 4] {
    fn quantize() -> u32 {
        2
    }
}

fn main() {
    let _ = Hqq::BITS;
    <[f32; 4]>::quantize();
}
