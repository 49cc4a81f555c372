use featherfall::quant_ignores;

fn quantize(imatrix: &[f32]) -> usize {
    quant_ignores!(imatrix, method = "awq");
    imatrix.len()
}

fn main() {
    quantize(&[]);
    quant_ignores!(unknown, method = "awq");
}
