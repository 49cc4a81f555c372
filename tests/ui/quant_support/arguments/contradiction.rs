use featherfall::quant_support;

#[quant_support(Stable, ignores(imatrix, imatrix))]
fn twice(imatrix: Option<u32>) {
    let _ = imatrix;
}

#[quant_support(Stable, ignores(imatrix), refuses(imatrix))]
fn ignores_refuses(imatrix: Option<u32>) {
    let _ = imatrix;
}

#[quant_support(Stable, refuses(imatrix), requires(imatrix))]
fn refuses_requires(imatrix: Option<u32>) -> Result<(), featherfall::Unavailable> {
    let _ = imatrix;
    Ok(())
}

#[quant_support(Stable, requires(imatrix), ignores(imatrix))]
fn requires_ignores(imatrix: Option<u32>) {
    let _ = imatrix;
}

fn main() {
    twice(None);
    ignores_refuses(None);
    let _ = refuses_requires(None);
    requires_ignores(None);
}
