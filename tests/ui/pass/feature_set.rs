#![deny(warnings)]

use featherfall::FeatureSet;

featherfall::feature_set!();

mod renamed {
    pub(crate) use featherfall::*;
}

mod again {
    featherfall::feature_set!(crate = ::featherfall);
    featherfall::feature_set!(crate = crate::renamed);
}

fn main() {
    assert!(FeatureSet::current().is_enabled("on"));
    assert!(!FeatureSet::current().is_enabled("off"));
}
