//! What calls of gated functions and look-ups cost, each beside its named alternative.
//!
//! `cargo bench -p featherfall-tests --bench calls`

mod kernels;

use std::collections::HashMap;
use std::hint::black_box;

use divan::Bencher;
use featherfall::{FeatureSet, capabilities, quantization_support};

const VALUES: [f32; 8] = [1.0; 8];

fn main() {
    assert!(capabilities().len() >= 1000);
    divan::main();
}

mod fallback {
    use super::*;

    #[divan::bench]
    fn called_directly() -> f32 {
        kernels::eager(black_box(&VALUES))
    }

    #[divan::bench]
    fn through_the_gate() -> f32 {
        kernels::falls_back(black_box(&VALUES))
    }

    #[divan::bench]
    fn behind_once_and_warn() -> f32 {
        kernels::warns_once(black_box(&VALUES))
    }

    #[divan::bench(threads = [2])]
    fn through_the_gate_from_two_threads() -> f32 {
        kernels::falls_back(black_box(&VALUES))
    }
}

mod built {
    use super::*;

    #[divan::bench]
    fn by_hand() -> f32 {
        kernels::by_hand(black_box(&VALUES))
    }

    #[divan::bench]
    fn gated() -> f32 {
        kernels::gated(black_box(&VALUES))
    }
}

mod error {
    use super::*;

    #[divan::bench(sample_size = 1000)]
    fn created_and_dropped() -> bool {
        kernels::fails(black_box(&VALUES)).is_err()
    }
}

/// With a thousand capabilities.
mod look_up {
    use super::*;

    #[divan::bench(sample_size = 1000)]
    fn hash_map(bencher: Bencher<'_, '_>) {
        let map: HashMap<&str, bool> = [("on", true), ("off", false)].into();
        bencher.bench(|| map.get(black_box("off")).copied());
    }

    #[divan::bench(sample_size = 1000)]
    fn is_enabled() -> bool {
        FeatureSet::current().is_enabled(black_box("off"))
    }

    #[divan::bench(sample_size = 1000)]
    fn support() -> bool {
        quantization_support(black_box("hqq")).is_ok()
    }
}
