//! Every site of this process that was ever hit.

use std::collections::HashSet;

use crate::calls::site::Site;
use crate::sync::atomic::AtomicI64;
use crate::sync::counter::{Generations, Turn};
use crate::sync::list::List;

static SITES: List<Site> = List::EMPTY;

static GENERATIONS: Generations = Generations { latest: AtomicI64::new(0) };

impl Site {
    /// Begins a decision about this site.
    pub(crate) fn take_turn(self) -> Turn {
        self.counter.take_turn(&GENERATIONS, || SITES.push(self))
    }
}

/// Every site that was ever hit.
pub(crate) fn all() -> Vec<Site> {
    let mut seen = HashSet::new();
    // Threads that come together may have put it there twice.
    let is_new = |site: &Site| seen.insert(std::ptr::from_ref(site.counter).addr());
    SITES.iter().copied().filter(is_new).collect()
}

/// Makes every site look at the policy and the subscriber again.
pub(crate) fn unsettle_all() {
    GENERATIONS.begin();
    for site in SITES.iter() {
        site.counter.unsettle(GENERATIONS.begin());
    }
}
