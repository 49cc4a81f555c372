// What refuses returns an error.
use featherfall::quant_support;

struct Error;

#[quant_support(Stable, refuses(imatrix))]
fn refuses(imatrix: Option<u32>) -> u32 {
    imatrix.unwrap_or(1)
}

#[quant_support(Stable, requires(imatrix))]
fn requires(imatrix: Option<u32>) -> Result<u32, Error> {
    imatrix.ok_or(Error)
}

#[quant_support(Stable, requires(imatrix))]
async fn unit(imatrix: Option<u32>) {
    let _ = imatrix;
}

fn main() {
    refuses(None);
    let _ = requires(None);
    let _ = unit(None);
}
