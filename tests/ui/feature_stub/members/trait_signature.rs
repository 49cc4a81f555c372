use featherfall::feature_stub;

trait Kernel {
    fn run(&self, rounds: usize) -> usize;
    fn stop(&self);
}

#[feature_stub("off")]
struct Device;

#[feature_stub("off")]
impl Kernel for Device {
    fn run(&self, rounds: u8) -> usize;
}

fn main() {}
