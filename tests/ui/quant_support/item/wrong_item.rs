use featherfall::quant_support;

#[quant_support(Stable)]
struct Struct;

#[quant_support(Stable)]
enum Enum {
    Variant,
}

#[quant_support(Stable)]
trait Trait {
    fn method(&self) {}
}

#[quant_support(Stable)]
mod module {
    pub(crate) fn function() {}
}

#[quant_support(Stable)]
const CONSTANT: u32 = 1;

#[quant_support(Stable)]
static STATIC: u32 = 1;

impl Trait for Struct {}

fn main() {
    let _ = Enum::Variant;
    Struct.method();
    module::function();
    let _ = CONSTANT + STATIC;
}
