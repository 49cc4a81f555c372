use featherfall::feature_stub;

struct Device;

#[feature_stub("off")]
impl Device {
    fn id(&self) -> u32;
    fn into_id(self) -> u32;
    fn shared(self: std::sync::Arc<Self>) -> u32;
}

fn main() {
    let device = Device;
    device.id();
}
