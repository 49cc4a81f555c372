use featherfall::quant_ignores;

fn quantize(imatrix: &[f32]) -> Option<f32> {
    quant_ignores!(imatrix, method = "awq");
    imatrix
}

fn main() {
    quantize(&[]);
    quant_ignores!(unknown, method = "awq");
}
