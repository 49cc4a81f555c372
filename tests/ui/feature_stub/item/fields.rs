use featherfall::feature_stub;

#[feature_stub("off")]
struct Named {
    ordinal: usize,
}

#[feature_stub("off")]
struct Tuple(usize);

#[feature_stub("off", error = |_| 1, otherwise = 2)]
#[derive(Debug, Default)]
struct WithDefault;

fn main() {}
