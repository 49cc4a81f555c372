use featherfall::quant_support;

#[quant_support(Stable, ignores(imatrix))]
fn ignores(imatrix: &[f32]) {
    let _ = imatrix;
}

#[quant_support(Stable, refuses(imatrix))]
fn refuses(imatrix: (Option<u32>, u32)) -> Result<(), featherfall::Unavailable> {
    let _ = imatrix;
    Ok(())
}

#[quant_support(Stable, requires(imatrix))]
fn requires(imatrix: &Option<u32>) -> Result<(), featherfall::Unavailable> {
    let _ = imatrix;
    Ok(())
}

fn main() {
    ignores(&[]);
    let _ = refuses((None, 1));
    let _ = requires(&None);
}
