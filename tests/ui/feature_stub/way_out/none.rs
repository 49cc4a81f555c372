use featherfall::feature_stub;

#[feature_stub("off")]
struct Device;

#[feature_stub("off")]
impl Device {
    fn count() -> usize;
    fn open(ordinal: usize) -> Option<Self>;
}

#[feature_stub("off", error = |_| "off")]
impl Device {
    fn total() -> usize;
}

#[feature_stub("off")]
fn version() -> (u32, u32);

fn main() {
    Device::count();
    version();
}
