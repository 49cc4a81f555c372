// `derive` has seen a type that has values.
use featherfall::feature_stub;

#[derive(Clone, Debug)]
#[feature_stub("off")]
struct Device;

#[derive(Clone)]
#[allow(dead_code)]
#[feature_stub("on")]
pub struct Other;

fn main() {}
