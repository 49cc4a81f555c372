// Only the compiler knows what a name stands for.
use featherfall::quant_support;

type Imatrix = Vec<f32>;

#[quant_support(Stable, ignores(imatrix))]
fn ignores(imatrix: Imatrix) {
    let _ = imatrix;
}

#[quant_support(Stable, refuses(imatrix))]
fn refuses(imatrix: u32) -> Result<(), featherfall::Unavailable> {
    let _ = imatrix;
    Ok(())
}

#[quant_support(Stable, requires(imatrix))]
fn requires(imatrix: Imatrix) -> Result<(), featherfall::Unavailable> {
    let _ = imatrix;
    Ok(())
}

fn main() {
    ignores(vec![]);
    let _ = refuses(1);
    let _ = requires(vec![]);
}
