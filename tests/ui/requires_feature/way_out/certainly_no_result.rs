use featherfall::requires_feature;

struct Cache;

impl Drop for Cache {
    #[requires_feature("on")]
    fn drop(&mut self) {}
}

#[requires_feature("off")]
fn lookup() -> Option<u32> {
    None
}

#[requires_feature("on")]
fn is_there() -> bool {
    true
}

#[requires_feature("off")]
async fn waits() {}

#[requires_feature("off", error = |_| ())]
fn own_error() -> Option<u32> {
    None
}

#[requires_feature("off")]
fn main() {
    drop(Cache);
    lookup();
    is_there();
    drop(waits());
    own_error();
}
