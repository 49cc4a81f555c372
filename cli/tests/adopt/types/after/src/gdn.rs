#[cfg(feature = "cuda")]
use crate::{Result, Tensor};

#[cfg(feature = "cuda")]
pub fn rec(q: &Tensor) -> Result<Tensor> { let _ = q; Ok(Tensor) }
#[cfg(not(feature = "cuda"))]
pub fn rec(_q: &crate::Tensor) -> crate::Result<crate::Tensor> { panic!("needs cuda") }
