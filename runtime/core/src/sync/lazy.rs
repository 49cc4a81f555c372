//! A value that is made at its first use.

use crate::sync::slot::Slot;

/// Unlike a `OnceLock`, nobody waits: threads that come together each make a value, and the first one
/// stays. So a process that forks meanwhile, or a value that asks for itself, does not hang.
#[derive(Debug)]
pub(crate) struct Lazy<T: Sync + 'static> {
    pub(crate) value: Slot<T>,
}

impl<T: Sync> Lazy<T> {
    pub(crate) const fn new() -> Self {
        Self { value: Slot::EMPTY }
    }

    pub(crate) fn get(&self) -> Option<&'static T> {
        self.value.get()
    }

    pub(crate) fn get_or_make(&self, make: impl FnOnce() -> T) -> &'static T {
        if let Some(value) = self.get() {
            return value;
        }
        let new: &'static T = Box::leak(Box::new(make()));
        self.value.replace(None, new).unwrap_or(new)
    }
}
