// Feature on, the fallback's type is only checked against nothing; off, it must be what is promised.
use featherfall::requires_feature;

fn number() -> u32 {
    0
}

#[requires_feature("off", fallback = number)]
fn iterator() -> impl Iterator<Item = u32> {
    [1].into_iter()
}

fn main() {
    let _ = iterator();
}
