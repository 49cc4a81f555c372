//! Every site of this process that was ever hit.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};

use crate::calls::site::{Counts, Site};
use crate::model::counter::Counter;
use crate::registry::annotation::Annotation;

static SITES: Mutex<Vec<Site>> = Mutex::new(Vec::new());

/// Changes whenever sites have to look at the policy and the subscriber again.
static EPOCH: AtomicU64 = AtomicU64::new(0);

pub(crate) fn epoch() -> u64 {
    EPOCH.load(Ordering::SeqCst)
}

/// Puts a site on the list, once.
pub(crate) fn enlist(site: Site) {
    if site.counter.see() {
        SITES.lock().unwrap_or_else(PoisonError::into_inner).push(site);
    }
}

/// Every site that was ever hit.
pub(crate) fn all() -> Vec<Site> {
    SITES.lock().unwrap_or_else(PoisonError::into_inner).clone()
}

/// Makes every site look at the policy and the subscriber again.
pub(crate) fn unsettle_all() {
    EPOCH.fetch_add(1, Ordering::SeqCst);
    for site in all() {
        site.counter.unsettle();
    }
}

/// The site for something that has no counter of its own; one is made at its first use and kept.
///
/// There are at most as many as capabilities times kinds of count.
pub(crate) fn rare(record: &'static Annotation, counts: Counts) -> Site {
    static RARE: Mutex<Vec<Site>> = Mutex::new(Vec::new());
    let mut sites = RARE.lock().unwrap_or_else(PoisonError::into_inner);
    let known =
        sites.iter().find(|site| std::ptr::eq(site.record, record) && site.counts == counts);
    if let Some(&site) = known {
        return site;
    }
    let site = Site::new(record, counts, Box::leak(Box::new(Counter::NONE)));
    sites.push(site);
    site
}
