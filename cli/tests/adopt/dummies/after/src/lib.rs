//! A backend and its stand-in.

featherfall::feature_set!();

mod dummy_gpu;
mod error;
#[cfg(feature = "gpu")]
mod gpu;

pub use error::{Error, Result};

#[cfg(feature = "gpu")]
pub use gpu::{Queue, Store};

#[cfg(not(feature = "gpu"))]
pub use dummy_gpu::{Queue, Store};

pub trait Backend: Sized {
    type Queue;
    fn width(&self) -> usize;
    fn copy(&self) -> Result<Self>;
}
