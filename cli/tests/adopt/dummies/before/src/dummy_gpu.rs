//! Used where there is no gpu.
use crate::{Backend, Error, Result};
use std::fmt::Debug;

/// No queue.
#[derive(Debug, Clone)]
pub struct Queue;

macro_rules! fail {
    () => {
        unimplemented!("enable the `gpu` feature")
    };
}

pub struct Store {
    queue: Queue,
}

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

impl Queue {
    pub fn open(_: usize) -> Result<Self> {
        Err(Error::NoGpu)
    }

    /// The first of all.
    pub fn first() -> usize {
        fail!()
    }

    pub fn id(&self) -> u32 {
        0
    }
}

impl Backend for Store {
    type Queue = Queue;

    fn width(&self) -> usize {
        fail!()
    }

    fn copy(&self) -> Result<Self> {
        // Not yet.
        Err(Error::NoGpu)
    }
}

impl Store {
    pub fn queue(&self) -> &Queue {
        &self.queue
    }

    pub unsafe fn fill<T: Debug>(
        &mut self,
        _value: T,
    ) -> Result<()> {
        Err(Error::NoGpu)
    }
}

pub fn load(_: &crate::Queue) -> Result<crate::Store> {
    Err(Error::NoGpu)
}
