use featherfall::quant_support;

#[quant_support(Stable, ignores(imatrx))]
fn misspelt(weights: &[f32], imatrix: Option<&[f32]>) {
    let _ = (weights, imatrix);
}

#[quant_support(Stable, refuses(imatrix))]
fn none() {}

#[quant_support(Stable, requires(imatrix))]
fn pattern((imatrix, _): (Option<u32>, u32)) {
    let _ = imatrix;
}

struct Hqq;

impl Hqq {
    #[quant_support(Stable, ignores(imatrix))]
    fn only_a_receiver(&self) {}

    #[quant_support(Stable, ignores(self))]
    fn receiver(self: Box<Self>) {}
}

#[quant_support(Stable, ignores(imatrx))]
impl Hqq {
    fn new(imatrix: Option<u32>) -> Self {
        let _ = imatrix;
        Self
    }

    fn again(imatrix: Option<u32>, bits: u32) -> Self {
        let _ = bits;
        Self::new(imatrix)
    }
}

fn main() {
    misspelt(&[], None);
    none();
    pattern((None, 1));
    Hqq::new(None).only_a_receiver();
    Box::new(Hqq::again(None, 1)).receiver();
}
