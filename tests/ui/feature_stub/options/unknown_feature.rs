use featherfall::feature_stub;

#[feature_stub("offf")]
struct Device;

#[feature_stub("offf")]
impl Device {
    fn open() -> Result<Self, String>;
}

#[feature_stub("offf")]
fn load() -> Result<u8, String>;

fn main() {
    let _ = Device::open();
    let _ = load();
}
