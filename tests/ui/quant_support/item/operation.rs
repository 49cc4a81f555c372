// An operation with its own attribute inside of an annotated block.
use featherfall::quant_support;

struct Hqq;

#[quant_support(Stable)]
impl Hqq {
    fn new() -> Self {
        Self
    }

    #[quant_support(Unimplementd)]
    fn unknown_level(&self) {}

    #[quant_support(Partial, ignores(imatrx))]
    fn unknown_parameter(&self, imatrix: Option<u32>) {
        let _ = imatrix;
    }

    #[quant_support]
    fn no_level(&self) {}
}

fn main() {
    let hqq = Hqq::new();
    hqq.unknown_level();
    hqq.unknown_parameter(None);
    hqq.no_level();
}
