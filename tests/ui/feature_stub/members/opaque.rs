use featherfall::feature_stub;

#[feature_stub("off")]
struct Device;

#[feature_stub("off")]
impl Device {
    fn names(&self) -> impl Iterator<Item = String>;
    fn all() -> impl Iterator<Item = Self>;
    const fn count() -> usize;
    fn stop() -> !;
}

fn main() {
    Device::count();
}
