featherfall::feature_set!(crate = ::nowhere);

fn main() {}
