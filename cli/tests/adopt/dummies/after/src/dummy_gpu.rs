//! Used where there is no gpu.
#[cfg_attr(feature = "gpu", allow(unused_imports))]
use crate::{Backend, Error, Result};
use std::fmt::Debug;

/// No queue.
#[featherfall::feature_stub("gpu")]
#[derive(Debug, Clone)]
pub struct Queue;

#[cfg_attr(feature = "gpu", allow(unused_macros))]
macro_rules! fail {
    () => {
        unimplemented!("enable the `gpu` feature")
    };
}

#[featherfall::feature_stub("gpu")]
pub struct Store;

/// This one is made below.
#[derive(Debug)]
pub struct Made(u8);

impl Made {
    pub fn new() -> Self {
        Made(1)
    }
    pub fn run(&self) -> Result<()> {
        Err(Error::NoGpu)
    }
}

#[featherfall::feature_stub("gpu", error = |_| Error::NoGpu)]
impl Queue {
    pub fn open(_: usize) -> Result<Self>;

    /// The first of all.
    pub fn first() -> usize {
        fail!()
    }

    pub fn id(&self) -> u32;
}

#[featherfall::feature_stub("gpu")]
impl Backend for Store {
    type Queue = Queue;

    fn width(&self) -> usize;

    // Not yet.
    fn copy(&self) -> Result<Self>;
}

#[featherfall::feature_stub("gpu")]
impl Store {
    pub fn queue(&self) -> &Queue;

    pub unsafe fn fill<T: Debug>(
        &mut self,
        _value: T,
    ) -> Result<()>;
}

pub fn load(_: &crate::Queue) -> Result<crate::Store> {
    Err(Error::NoGpu)
}
