// Where only a method has the name: rustc would propose `self.slow` and `self.slow(..)`.
use featherfall::requires_feature;

struct Kernel;

impl Kernel {
    #[requires_feature("off", fallback = slow)]
    fn fast(&self, x: u32) -> u32 {
        x
    }

    #[requires_feature("on", fallback = waits_slowly)]
    async fn waits(&mut self) {}

    #[requires_feature("on", fallback = simple)]
    fn new() -> Self {
        Self
    }

    fn slow(&self, x: u32) -> u32 {
        x
    }

    async fn waits_slowly(&mut self) {}

    fn simple() -> Self {
        Self
    }
}

trait Run {
    #[requires_feature("off", fallback = walk)]
    fn run(&self) {}

    fn walk(&self) {}
}

fn main() {
    Kernel::new().fast(1);
    Kernel.slow(1);
}
