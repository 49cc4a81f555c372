// A trait impl cannot have a constant of its own.
use featherfall::requires_feature;

struct Attention;

trait Kernel {
    fn on(&self);
    fn off(&self);
}

impl Kernel for Attention {
    #[requires_feature("on", panics, available = ON)]
    fn on(&self) {}

    #[requires_feature("off", panics, available = OFF)]
    fn off(&self) {}
}

fn main() {
    Attention.on();
    Attention.off();
}
