use featherfall::feature_stub;

#[feature_stub("off")]
enum Choice {
    One,
}

#[feature_stub("off")]
trait Kernel {}

#[feature_stub("off")]
mod dummy {}

fn main() {}
