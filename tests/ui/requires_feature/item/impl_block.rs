use featherfall::requires_feature;

struct Attention;

#[requires_feature("on", panics)]
impl Attention {}

#[requires_feature("off", panics)]
impl Attention {
    const SIZE: usize = 1;
}

#[requires_feature("off")]
impl Attention {
    #[requires_feature("off", panics)]
    fn gated(&self) {}
}

trait Kernel {
    fn run(&self);
}

#[requires_feature("off", panics, available = RUN)]
impl Kernel for Attention {
    fn run(&self) {}
}

fn main() {
    let _ = Attention::SIZE;
    Attention.gated();
    Attention.run();
}
