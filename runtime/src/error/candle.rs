//! What candle needs: a place for the error, and what candle itself was built with.

use std::error::Error;
use std::fmt;

use crate::error::unavailable::Unavailable;

/// Through `candle_core::Error::Io`: `Wrapped` holds a `dyn Display` that cannot be downcast, and
/// `Error::wrap` captures a backtrace.
impl From<Unavailable> for candle_core::Error {
    fn from(unavailable: Unavailable) -> Self {
        candle_core::Error::Io(unavailable.into())
    }
}

/// Looks into candle's variants, whose `source` skips what they hold.
pub(crate) fn find_in<'a>(error: &'a (dyn Error + 'static)) -> Option<&'a Unavailable> {
    use candle_core::Error as E;
    match error.downcast_ref::<E>()? {
        E::Io(inner) => Unavailable::find_in(inner),
        E::WithPath { inner, .. } | E::WithBacktrace { inner, .. } | E::Context { inner, .. } => {
            Unavailable::find_in(&**inner)
        }
        _ => None,
    }
}

/// What candle-core was built with, as its `utils` tell.
#[derive(Debug)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[allow(clippy::struct_excessive_bools, reason = "independent facts")]
pub(crate) struct Build {
    cuda: bool,
    metal: bool,
    mkl: bool,
    accelerate: bool,
    avx: bool,
    f16c: bool,
    neon: bool,
}

impl Build {
    pub(crate) fn current() -> Self {
        use candle_core::utils;
        Self {
            cuda: utils::cuda_is_available(),
            metal: utils::metal_is_available(),
            mkl: utils::has_mkl(),
            accelerate: utils::has_accelerate(),
            avx: utils::with_avx(),
            f16c: utils::with_f16c(),
            neon: utils::with_neon(),
        }
    }
}

/// Whether candle-core was built with one of its features.
#[cfg(feature = "hardware")]
pub(crate) fn is_built_with(feature: &str) -> bool {
    let build = Build::current();
    match feature {
        "cuda" => build.cuda,
        "metal" => build.metal,
        "mkl" => build.mkl,
        "accelerate" => build.accelerate,
        _ => true,
    }
}

impl fmt::Display for Build {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let facts = [
            (self.cuda, "cuda"),
            (self.metal, "metal"),
            (self.mkl, "mkl"),
            (self.accelerate, "accelerate"),
            (self.avx, "avx"),
            (self.f16c, "f16c"),
            (self.neon, "neon"),
        ];
        let words = |wanted: bool| {
            let names: Vec<&str> =
                facts.iter().filter(|(on, _)| *on == wanted).map(|&(_, name)| name).collect();
            if names.is_empty() { String::from("-") } else { names.join(" ") }
        };
        write!(f, "on  {}   off  {}", words(true), words(false))
    }
}
