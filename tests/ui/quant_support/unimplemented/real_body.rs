use featherfall::{Unavailable, quant_support};

#[quant_support(Unimplemented)]
fn value() -> Result<u32, Unavailable> {
    Ok(1)
}

#[quant_support(Unimplemented)]
fn statements() -> Result<u32, Unavailable> {
    let bits = 4;
    todo!("{bits}")
}

#[quant_support(Unimplemented)]
fn panics() -> Result<u32, Unavailable> {
    panic!("not yet")
}

struct Iq2;

#[quant_support(Unimplemented)]
impl Iq2 {
    fn new() -> Result<Self, Unavailable> {
        todo!()
    }

    fn forward(&self) -> Result<u32, Unavailable> {
        Ok(2)
    }
}

fn main() {
    let _ = value();
    let _ = statements();
    let _ = panics();
    let _ = Iq2::new().map(|iq2| iq2.forward());
}
