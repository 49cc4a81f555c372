use featherfall::quant_support;

#[quant_support(Stable, refuses(imatrix))]
fn refuses(imatrix: Option<u32>) -> impl Iterator<Item = u32> {
    imatrix.into_iter()
}

#[quant_support(Stable, requires(imatrix))]
fn requires(imatrix: Option<u32>) -> Result<impl Sized, featherfall::Unavailable> {
    Ok(imatrix)
}

#[quant_support(Stable, requires(imatrix))]
fn never(imatrix: Option<u32>) -> ! {
    panic!("{imatrix:?}")
}

fn main() {
    refuses(None).next();
    let _ = requires(None);
    never(None);
}
