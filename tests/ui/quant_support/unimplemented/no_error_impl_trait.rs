use featherfall::quant_support;

#[quant_support(Unimplemented)]
fn opaque() -> impl Iterator<Item = u32> {
    [1].into_iter()
}

#[quant_support(Unimplemented)]
fn never() -> ! {
    todo!()
}

fn main() {
    opaque().next();
    never();
}
