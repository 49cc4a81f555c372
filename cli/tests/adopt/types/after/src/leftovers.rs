#[allow(unused_macros)]
#[cfg(not(feature = "cuda"))]
macro_rules! bail { ($x:literal) => { return Err(crate::Error) } }
#[featherfall::requires_feature("cuda")]
pub fn rec() -> crate::Result<()> { Ok(()) }
#[cfg(not(feature = "cuda"))]
const MSG: &str = "needs cuda";
#[cfg(feature = "cuda")]
pub fn two() -> crate::Result<()> { Ok(()) }
#[cfg(not(feature = "cuda"))]
pub fn two() -> crate::Result<()> { panic!("{}", MSG) }
