//! What an expansion that counts calls names: its record, and the counter beside it.

use crate::model::capability::Capability;
use crate::model::counts::Counts;
use crate::sync::counter::Counter;
use crate::sync::list::List;
use crate::sync::slot::Slot;

/// One annotated item whose calls are counted.
#[derive(Debug)]
pub struct Annotation {
    /// All of the record; its address is the item's identity.
    pub(crate) record: &'static [u8],
    /// What the record says, once it was asked.
    pub(crate) described: Slot<Capability>,
    /// What is counted beside its calls; at most one for each kind of count.
    pub(crate) rows: List<Row>,
    /// How often it was called.
    pub(crate) calls: Counter,
}

/// A counter that is made at its first use.
#[derive(Debug)]
pub(crate) struct Row {
    pub(crate) counts: Counts,
    pub(crate) counter: Counter,
}

impl Annotation {
    /// Not called so far.
    #[must_use]
    pub const fn new(record: &'static [u8]) -> Self {
        Self { record, described: Slot::EMPTY, rows: List::EMPTY, calls: Counter::NONE }
    }

    /// The counter for something that is rarely counted.
    pub(crate) fn row(&'static self, counts: Counts) -> &'static Row {
        let is_it = |row: &Row| row.counts == counts;
        match self.rows.iter().find(|row| is_it(row)) {
            Some(row) => row,
            None => self.rows.push_unless(Row { counts, counter: Counter::NONE }, is_it),
        }
    }
}
