//! A list that only grows.

use crate::sync::atomic::AtomicPtr;
use crate::sync::slot::Slot;

/// What was pushed, newest first; never freed.
#[derive(Debug)]
pub(crate) struct List<T: Sync + 'static> {
    pub(crate) newest: Slot<Node<T>>,
}

#[derive(Debug)]
pub(crate) struct Node<T: Sync + 'static> {
    item: T,
    older: Slot<Node<T>>,
}

impl<T: Sync> List<T> {
    pub(crate) fn push(&self, item: T) {
        self.push_unless(item, |_| false);
    }

    /// The item for which `is_it` holds; `new` is pushed where there is none.
    pub(crate) fn push_unless(&self, new: T, is_it: impl Fn(&T) -> bool) -> &'static T {
        let older = Slot { pointer: AtomicPtr::new(std::ptr::null_mut()) };
        let node: &'static Node<T> = Box::leak(Box::new(Node { item: new, older }));
        let mut newest = self.newest.get();
        loop {
            if let Some(known) = (Iter { next: newest }).find(|item| is_it(item)) {
                return known;
            }
            if let Some(newest) = newest {
                node.older.set(newest);
            }
            let now = self.newest.replace(newest, node);
            if now.is_some_and(|now| std::ptr::eq(now, node)) {
                return &node.item;
            }
            newest = now;
        }
    }

    pub(crate) fn iter(&self) -> Iter<T> {
        Iter { next: self.newest.get() }
    }
}

pub(crate) struct Iter<T: Sync + 'static> {
    next: Option<&'static Node<T>>,
}

impl<T: Sync> Iterator for Iter<T> {
    type Item = &'static T;

    fn next(&mut self) -> Option<&'static T> {
        let node = self.next?;
        self.next = node.older.get();
        Some(&node.item)
    }
}
