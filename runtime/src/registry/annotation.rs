//! What an expansion that counts calls names: its record, and the counter beside it.

use crate::model::counter::Counter;

/// One annotated item whose calls are counted.
#[derive(Debug)]
pub struct Annotation {
    /// All of the record; its address is the item's identity.
    pub(crate) record: &'static [u8],
    /// How often it was called.
    pub(crate) calls: Counter,
}

impl Annotation {
    /// Not called so far.
    #[must_use]
    pub const fn new(record: &'static [u8]) -> Self {
        Self { record, calls: Counter::NONE }
    }
}
