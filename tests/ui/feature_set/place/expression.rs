// It goes where items go.
fn main() {
    let features = featherfall::feature_set!();
    let _ = features;
}
