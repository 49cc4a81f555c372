//! A place for a reference that lives as long as the process.

use crate::sync::atomic::{AtomicPtr, Ordering};

/// Empty, or a reference. What was put in is never freed.
#[derive(Debug)]
pub(crate) struct Slot<T: Sync + 'static> {
    pub(crate) pointer: AtomicPtr<T>,
}

impl<T: Sync> Slot<T> {
    pub(crate) fn get(&self) -> Option<&'static T> {
        referred(self.pointer.load(Ordering::Acquire))
    }

    pub(crate) fn set(&self, new: &'static T) {
        self.pointer.store(pointer(Some(new)), Ordering::Release);
    }

    /// Puts `new` in unless something else than `old` is there. What is there afterwards.
    pub(crate) fn replace(&self, old: Option<&'static T>, new: &'static T) -> Option<&'static T> {
        let (success, failure) = (Ordering::AcqRel, Ordering::Acquire);
        let new = pointer(Some(new));
        match self.pointer.compare_exchange(pointer(old), new, success, failure) {
            Ok(_) => referred(new),
            Err(other) => referred(other),
        }
    }
}

fn pointer<T>(reference: Option<&'static T>) -> *mut T {
    reference.map_or(std::ptr::null_mut(), |reference| std::ptr::from_ref(reference).cast_mut())
}

/// The reference that [`pointer`] took.
fn referred<T>(pointer: *mut T) -> Option<&'static T> {
    // SAFETY: `Slot` stores null and references of this lifetime and type only, and hands out
    // nothing but shared references.
    #[allow(unsafe_code, reason = "the standard library has no atomic reference")]
    unsafe {
        pointer.as_ref()
    }
}
