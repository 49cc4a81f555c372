use featherfall::requires_feature;

#[requires_feature("off")]
fn number() -> u32 {
    1
}

#[requires_feature("off")]
fn unit() {}

#[requires_feature("off")]
async fn future() -> Option<u32> {
    None
}

#[requires_feature("off")]
fn generic<T>(value: T) -> Box<T> {
    Box::new(value)
}

struct Attention;

impl Attention {
    #[requires_feature("off")]
    fn new() -> Self {
        Self
    }
}

fn main() {
    number();
    unit();
    let _ = future();
    generic(1);
    Attention::new();
}
