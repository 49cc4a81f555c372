use featherfall::requires_feature;

mod kernels {
    fn private() -> u32 {
        0
    }
}

struct Attention;

#[requires_feature("on", fallback = eagr)]
fn on() -> u32 {
    1
}

#[requires_feature("off", fallback = eagr)]
fn off() -> u32 {
    1
}

#[requires_feature("on", fallback = kernels::private)]
fn private_on() -> u32 {
    1
}

#[requires_feature("off", fallback = kernels::private)]
fn private_off() -> u32 {
    1
}

impl Attention {
    #[requires_feature("on", fallback = Self::eager)]
    fn method_on(&self) -> u32 {
        1
    }

    #[requires_feature("off", fallback = Self::eager)]
    fn method_off(&self) -> u32 {
        1
    }
}

fn main() {
    on();
    off();
    private_on();
    private_off();
    Attention.method_on();
    Attention.method_off();
}
