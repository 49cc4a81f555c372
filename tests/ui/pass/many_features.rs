#[featherfall::requires_feature(any("on", "on", "on", "on", "on", "on", "on", "on", "on", "on", "on", "on", "on", "on", "on", "on", "on", "on", "on", "on", "on", "on", "on", "on", "on", "on", "on", "on", "on", "on", "on", "on", "on"), panics)]
fn kernel() {}

fn main() {
    kernel();
}
