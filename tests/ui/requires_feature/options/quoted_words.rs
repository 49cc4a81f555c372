use featherfall::requires_feature;

fn slow() -> u32 {
    1
}

#[requires_feature("on", fallback = "slow", log = "warn")]
fn path() -> u32 {
    2
}

#[requires_feature("off", fallback = "crate::slow", log = "wran", priority = "High")]
fn longer_path() -> u32 {
    2
}

fn main() {
    path();
    longer_path();
}
