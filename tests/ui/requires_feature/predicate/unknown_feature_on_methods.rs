use featherfall::requires_feature;

struct Attention;

#[requires_feature("onn", panics, available = BUILT)]
impl Attention {
    fn one() {}

    fn two(&self) {}
}

trait Kernel {
    #[requires_feature("offf", panics)]
    fn default(&self) {}

    fn implemented(&self);
}

impl Kernel for Attention {
    #[requires_feature("offf", panics)]
    fn implemented(&self) {}
}

fn main() {
    Attention::one();
    Attention.two();
    Attention.default();
    Attention.implemented();
    let _ = Attention::BUILT;
}
