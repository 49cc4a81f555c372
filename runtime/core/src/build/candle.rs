//! What candle-core was built with; nothing is known of it without the feature `candle`.

use std::collections::BTreeMap;

/// Its features and what it found of the CPU, as its `utils` tell.
#[cfg(feature = "candle")]
pub(crate) fn facts() -> BTreeMap<&'static str, bool> {
    use candle_core::utils;
    BTreeMap::from([
        ("accelerate", utils::has_accelerate()),
        ("avx", utils::with_avx()),
        ("cuda", utils::cuda_is_available()),
        ("f16c", utils::with_f16c()),
        ("metal", utils::metal_is_available()),
        ("mkl", utils::has_mkl()),
        ("neon", utils::with_neon()),
    ])
}

// featherfall: allow(silent-fallback, "without candle there is nothing to know")
#[cfg(not(feature = "candle"))]
pub(crate) fn facts() -> BTreeMap<&'static str, bool> {
    BTreeMap::new()
}

/// Whether it is known to lack a feature.
pub(crate) fn lacks(feature: &str) -> bool {
    facts().get(feature) == Some(&false)
}

#[cfg(test)]
mod tests {
    use super::lacks;

    #[test]
    fn candle_is_built_without_its_features_here() {
        assert_eq!(lacks("cuda"), cfg!(feature = "candle"));
        assert!(!lacks("no fact"));
    }
}
