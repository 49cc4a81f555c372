use featherfall::quant_support;

#[quant_support(Stable)]
const fn stable() -> u32 {
    1
}

#[quant_support(Unimplemented)]
pub const unsafe fn unimplemented() -> Result<u32, featherfall::Unavailable> {
    todo!()
}

const NUMBER: u32 = stable();

fn main() {
    let _ = NUMBER;
    let _ = unsafe { unimplemented() };
}
