use featherfall::quant_ignores;

fn not_a_result(imatrix: Option<u8>) -> Option<u8> {
    quant_ignores!(imatrix, method = "awq", error = |_| "refused");
    imatrix
}

fn wrong_type(imatrix: Option<u8>) -> Result<Option<u8>, String> {
    quant_ignores!(imatrix, method = "awq", error = |_| 1);
    Ok(imatrix)
}

fn main() {
    not_a_result(None);
    let _ = wrong_type(None);
}
