use featherfall::quant_support;

struct Error;

#[quant_support(Unimplemented)]
fn number() -> u32 {
    todo!()
}

#[quant_support(Unimplemented)]
fn unit() {}

#[quant_support(Unimplemented)]
fn error_without_from() -> Result<u32, Error> {
    unimplemented!()
}

#[quant_support(Unimplemented, error = |_| 1)]
fn error_of_wrong_type() -> Result<u32, Error> {
    unimplemented!()
}

fn main() {
    number();
    unit();
    let _ = error_without_from();
    let _ = error_of_wrong_type();
}
