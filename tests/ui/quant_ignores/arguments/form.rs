use featherfall::quant_ignores;

fn quantize(imatrix: Option<&[f32]>) -> Option<f32> {
    quant_ignores!();
    quant_ignores!(imatrix);
    quant_ignores!(method = "awq");
    quant_ignores!("imatrix", method = "awq");
    quant_ignores!(imatrix, metod = "awq");
    quant_ignores!(imatrix, method = awq, level = Stable);
    quant_ignores!(imatrix, method = "awq", ignores(imatrix));
    quant_ignores!(imatrix method = "awq");
    imatrix.map(|_| 1.0)
}

fn main() {
    quantize(None);
}
