//! Every site of this process that was ever hit.

use std::collections::HashSet;

use crate::calls::site::Site;
use crate::sync::counted::Counted;
use crate::sync::counter::Turn;

static SITES: Counted<Site> = Counted::NONE;

impl Site {
    /// Begins a decision about this site.
    pub(crate) fn take_turn(self) -> Turn {
        SITES.take_turn(self.counter, || self)
    }
}

/// Every site that was ever hit.
pub(crate) fn all() -> Vec<Site> {
    let mut seen = HashSet::new();
    // Threads that come together may have put it there twice.
    let is_new = |site: &Site| seen.insert(std::ptr::from_ref(site.counter).addr());
    SITES.listed.iter().copied().filter(is_new).collect()
}

/// Makes every site look at the policy and the subscriber again.
pub(crate) fn unsettle_all() {
    SITES.unsettle_all(|site| site.counter);
}
