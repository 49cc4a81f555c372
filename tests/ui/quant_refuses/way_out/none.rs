use featherfall::quant_refuses;

fn not_a_result(imatrix: Option<u8>) -> usize {
    quant_refuses!(imatrix, method = "awq");
    1
}

struct Error;

fn error_without_from(imatrix: Option<u8>) -> Result<usize, Error> {
    quant_refuses!(imatrix, method = "awq");
    Ok(1)
}

fn main() {
    not_a_result(None);
    let _ = error_without_from(None);
}
