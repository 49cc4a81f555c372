//! What is measured: gated functions, and the named alternative of each.

use std::sync::Once;

use featherfall::{Unavailable, quant_support, requires_feature};

/// The fallback of all.
#[inline(never)]
pub fn eager(values: &[f32]) -> f32 {
    values.iter().sum()
}

/// Calls the fallback: `off` is in no build.
#[requires_feature("off", fallback = eager)]
pub fn falls_back(values: &[f32]) -> f32 {
    values[0]
}

/// What projects write by hand to warn once.
pub fn warns_once(values: &[f32]) -> f32 {
    static WARNED: Once = Once::new();
    WARNED.call_once(|| tracing::warn!("`flash` is not compiled in; using `eager`"));
    eager(values)
}

/// Runs its body: `on` is in every build.
#[inline(never)]
#[requires_feature("on", fallback = eager)]
pub fn gated(values: &[f32]) -> f32 {
    values.iter().fold(1.0, |product, value| product * value)
}

/// The same by hand.
#[inline(never)]
#[cfg(feature = "on")]
pub fn by_hand(values: &[f32]) -> f32 {
    values.iter().fold(1.0, |product, value| product * value)
}

/// Returns the hinted error.
#[requires_feature("off")]
pub fn fails(values: &[f32]) -> Result<f32, Unavailable> {
    Ok(values[0])
}

macro_rules! ten_times {
    ($($item:tt)*) => {
        $($item)* $($item)* $($item)* $($item)* $($item)* $($item)* $($item)* $($item)* $($item)* $($item)*
    };
}

macro_rules! two_capabilities {
    () => {
        const _: () = {
            #[allow(dead_code, reason = "they only fill the registry")]
            #[requires_feature("off", fallback = eager)]
            fn kernel(values: &[f32]) -> f32 {
                values[0]
            }

            #[allow(dead_code, reason = "they only fill the registry")]
            #[quant_support(Experimental, method = "hqq")]
            fn quantize(values: &[f32]) -> f32 {
                values[0]
            }
        };
    };
}

// A thousand capabilities.
ten_times! { ten_times! { two_capabilities!(); two_capabilities!(); two_capabilities!(); two_capabilities!(); two_capabilities!(); } }
