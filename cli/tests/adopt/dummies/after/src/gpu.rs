use crate::{Backend, Result};

#[derive(Debug, Clone)]
pub struct Queue(u32);

pub struct Store {
    queue: Queue,
}

impl Backend for Store {
    type Queue = Queue;
    fn width(&self) -> usize {
        self.queue.0 as usize
    }
    fn copy(&self) -> Result<Self> {
        Ok(Store { queue: self.queue.clone() })
    }
}
