use featherfall::quant_ignores;

fn quantize(kind: u8, imatrix: Option<&[f32]>) -> usize {
    match kind {
        0 => quant_ignores!(imatrix, method = "awq"),
        _ => {}
    }
    imatrix.map_or(0, <[f32]>::len)
}

fn main() {
    quantize(0, None);
}
