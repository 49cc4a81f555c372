//! What one call makes of a counter.

use std::sync::atomic::Ordering;

use crate::model::counter::Counter;
use crate::overrides;

/// Nothing is left to do but count.
const SETTLED: u64 = 1 << 63;
/// The message is out.
const ANNOUNCED: u64 = 1 << 62;
/// The low bits of the state.
const COUNT: u64 = ANNOUNCED - 1;

impl Counter {
    /// Counts one; the whole of the quiet path. Whether nothing else is left to do.
    #[inline]
    pub(crate) fn add(&self) -> bool {
        let settled = self.state.fetch_add(1, Ordering::Relaxed) & SETTLED != 0;
        settled && !overrides::POSSIBLE
    }

    /// Takes one back that belongs to another counter.
    pub(crate) fn take_back(&self) {
        self.state.fetch_sub(1, Ordering::Relaxed);
    }

    pub(crate) fn count(&self) -> u64 {
        self.state.load(Ordering::SeqCst) & COUNT
    }

    pub(crate) fn settle(&self) {
        self.state.fetch_or(SETTLED, Ordering::SeqCst);
    }

    pub(crate) fn unsettle(&self) {
        self.state.fetch_and(!SETTLED, Ordering::SeqCst);
    }

    pub(crate) fn is_announced(&self) -> bool {
        self.state.load(Ordering::SeqCst) & ANNOUNCED != 0
    }

    /// Whether the caller is the one that has to send the message.
    pub(crate) fn begin_announcement(&self) -> bool {
        self.state.fetch_or(ANNOUNCED, Ordering::SeqCst) & ANNOUNCED == 0
    }

    /// Notes the time. Whether it was the first.
    pub(crate) fn see(&self) -> bool {
        let now = unix_milliseconds().max(1);
        self.first_seen.compare_exchange(0, now, Ordering::SeqCst, Ordering::SeqCst).is_ok()
    }

    /// In milliseconds since the Unix epoch; at most 1 where there is no clock.
    pub(crate) fn first_seen(&self) -> u64 {
        self.first_seen.load(Ordering::SeqCst)
    }
}

fn unix_milliseconds() -> u64 {
    // `SystemTime::now` panics where there is no clock.
    #[cfg(all(target_family = "wasm", target_os = "unknown"))]
    return 0;
    #[cfg(not(all(target_family = "wasm", target_os = "unknown")))]
    std::time::SystemTime::now()
        .duration_since(std::time::UNIX_EPOCH)
        .map_or(0, |since| u64::try_from(since.as_millis()).unwrap_or(u64::MAX))
}
