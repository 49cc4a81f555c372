use featherfall::quant_refuses;

fn quantize(imatrix: Option<&[f32]>) -> Result<(), String> {
    quant_refuses!();
    quant_refuses!(imatrix);
    quant_refuses!(mut imatrix, method = "awq");
    quant_refuses!(imatrix, method = "", log = loud);
    quant_refuses!(imatrix, method = "awq", method = "gptq");
    quant_refuses!(imatrix, method = "awq", crate = featherfall);
    Ok(())
}

fn main() {
    let _ = quantize(None);
}
