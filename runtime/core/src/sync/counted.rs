//! Everything that was ever counted, and how all of it is decided about again.

use crate::sync::counter::{Counter, Generations, Turn};
use crate::sync::list::List;

/// What is counted, each with a counter of its own.
#[derive(Debug)]
pub(crate) struct Counted<T: Sync + 'static> {
    pub(crate) listed: List<T>,
    pub(crate) generations: Generations,
}

impl<T: Sync> Counted<T> {
    /// Begins a decision; at the first, puts what is counted on the list.
    pub(crate) fn take_turn(&self, counter: &Counter, what: impl FnOnce() -> T) -> Turn {
        counter.take_turn(&self.generations, || self.listed.push(what()))
    }

    /// What decisions are made by has changed: every one is made again.
    pub(crate) fn unsettle_all<'a>(&self, counter_of: impl Fn(&'static T) -> &'a Counter) {
        self.generations.begin();
        for counted in self.listed.iter() {
            counter_of(counted).unsettle(self.generations.begin());
        }
    }
}
