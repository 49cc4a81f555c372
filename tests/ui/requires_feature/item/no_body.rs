use featherfall::requires_feature;

struct Attention;

trait Kernel {
    #[requires_feature("on")]
    fn on(&self);

    #[requires_feature("off", panics)]
    fn off(&self);
}

impl Kernel for Attention {
    fn on(&self) {}

    fn off(&self) {}
}

unsafe extern "C" {
    #[requires_feature("on", panics)]
    safe fn foreign();
}

fn main() {
    Attention.on();
    Attention.off();
    let _ = foreign as extern "C" fn();
}
