#![deny(warnings)]

use featherfall::FeatureSet;

featherfall::feature_set!();

mod renamed {
    pub(crate) use featherfall::*;
}

mod again {
    featherfall::feature_set!(crate = ::featherfall);
}

mod of_a_renamed_runtime {
    featherfall::feature_set!(crate = crate::renamed);
}

mod with_requirements {
    featherfall::feature_set!(
        requires("off"),
        requires("on", nvidia_gpu, compute_capability = "8.0", cuda_toolkit = "13.0",),
        crate = crate::renamed,
    );
}

mod with_others {
    featherfall::feature_set!(
        requires("on", only_compute_capability = "9.0", cpu = "avx2", arch = "x86_64", os = "linux"),
    );
}

fn main() {
    assert!(FeatureSet::current().is_enabled("on"));
    assert!(!FeatureSet::current().is_enabled("off"));
}
