featherfall::feature_set!("featherfall");
featherfall::feature_set!(featherfall);
featherfall::feature_set!(crate);
featherfall::feature_set!(crate =);
featherfall::feature_set!(crate = "featherfall");
featherfall::feature_set!(crate = featherfall);
featherfall::feature_set!(crate = 3);
featherfall::feature_set!(crate = ::featherfall, crate = ::featherfall);
featherfall::feature_set!(krate = ::featherfall);
featherfall::feature_set!(crate = ::featherfall extra);
featherfall::feature_set!(,);

fn main() {}
