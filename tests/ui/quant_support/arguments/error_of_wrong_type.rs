use featherfall::quant_support;

struct Error;

#[quant_support(Experimental, refuses(imatrix), error = |_| 1)]
fn other_error(imatrix: Option<u32>) -> Result<u32, Error> {
    imatrix.ok_or(Error)
}

#[quant_support(Experimental, error = |_| Error)]
fn no_result(imatrix: Option<u32>) -> u32 {
    imatrix.unwrap_or(1)
}

fn main() {
    let _ = other_error(None);
    no_result(None);
}
