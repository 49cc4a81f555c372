use featherfall::requires_feature;

#[requires_feature("on")]
struct Struct;

#[requires_feature("on")]
pub enum Enum {
    Variant,
}

#[requires_feature("on")]
union Union {
    _a: u32,
}

#[requires_feature("on")]
trait Trait {
    fn method(&self) {}
}

#[requires_feature("on")]
unsafe trait UnsafeTrait {}

#[requires_feature("off")]
pub(crate) mod module {
    pub(crate) fn function() {}
}

#[requires_feature("off")]
type Alias = Struct;

#[requires_feature("off")]
const CONSTANT: fn() = || {};

#[requires_feature("off")]
static STATIC: u32 = 1;

#[requires_feature("off")]
use std::mem::drop as forget;

#[requires_feature("off")]
macro_rules! macro_by_example {
    () => {};
}

#[requires_feature("off")]
unsafe extern "C" {}

#[requires_feature("off")]
extern crate std as standard;

impl Trait for Struct {}

unsafe impl UnsafeTrait for Struct {}

fn main() {
    let _: Alias = Struct;
    let _ = Enum::Variant;
    let _ = Union { _a: STATIC };
    Struct.method();
    module::function();
    forget(CONSTANT);
    macro_by_example!();
    standard::mem::drop(());
}
