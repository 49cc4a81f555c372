#[allow(unused_imports)]
#[cfg(feature = "cuda")]
use crate::{Result, Tensor};

#[featherfall::requires_feature("cuda")]
pub fn rec(q: &crate::Tensor) -> crate::Result<crate::Tensor> { let _ = q; Ok(Tensor) }
