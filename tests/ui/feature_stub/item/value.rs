use featherfall::feature_stub;

mod gpu {
    #[featherfall::feature_stub("off")]
    pub struct Device;
}

#[feature_stub("off")]
#[derive(Clone)]
struct Queue;

fn main() {
    let _ = gpu::Device;
    let _ = Queue;
    let _ = Queue(1);
}
