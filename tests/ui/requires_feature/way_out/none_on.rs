use featherfall::requires_feature;

#[requires_feature("on")]
fn number() -> u32 {
    1
}

#[requires_feature("on")]
fn unit() {}

#[requires_feature("on")]
async fn future() -> Option<u32> {
    None
}

#[requires_feature("on")]
fn generic<T>(value: T) -> Box<T> {
    Box::new(value)
}

struct Attention;

impl Attention {
    #[requires_feature("on")]
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
