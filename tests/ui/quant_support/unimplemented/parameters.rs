use featherfall::{Unavailable, quant_support};

#[quant_support(Unimplemented, ignores(imatrix))]
fn ignores(imatrix: Option<u32>) -> Result<u32, Unavailable> {
    todo!()
}

#[quant_support(Unimplemented, requires(weights), refuses(imatrix))]
fn requires(weights: Option<u32>, imatrix: Option<u32>) -> Result<u32, Unavailable> {
    todo!()
}

fn main() {
    let _ = ignores(None);
    let _ = requires(None, None);
}
