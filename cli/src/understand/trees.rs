//! Trees that stay on the thread that parsed them, so that no file is parsed twice: they cannot
//! leave it, since their spans belong to it.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::sync::atomic::{AtomicUsize, Ordering};

use crate::read::source::{self, Held};

thread_local! {
    /// Those of the package that is looked at, by the file's number.
    static KEPT: RefCell<Vec<(usize, syn::File, Held)>> = const { RefCell::new(Vec::new()) };
}

/// Keeps a tree of this thread.
pub(super) fn keep(index: usize, tree: syn::File) {
    KEPT.with_borrow_mut(|kept| kept.push((index, tree, Held::new())));
}

/// Visits each file that is asked for, those with a kept tree first. No tree stays.
pub(super) fn each<T: Send>(
    asked: &[usize],
    parse: impl Fn(usize) -> Option<syn::File> + Sync,
    visit: impl Fn(usize, &syn::File) -> T + Sync,
) -> Vec<(usize, T)> {
    let is_asked = |index: &usize| asked.binary_search(index).is_ok();
    let kept = rayon::broadcast(|_| {
        KEPT.with_borrow(|kept| kept.iter().map(|(index, ..)| *index).collect::<Vec<_>>())
    });
    let kept: BTreeSet<usize> = kept.into_iter().flatten().collect();
    let others: Vec<usize> = asked.iter().copied().filter(|it| !kept.contains(it)).collect();
    let next = AtomicUsize::new(0);
    let found = rayon::broadcast(|_| {
        let mut found = Vec::new();
        for (index, tree, _held) in KEPT.take() {
            if is_asked(&index) {
                found.push((index, visit(index, &tree)));
            }
        }
        source::forget_spans();
        while let Some(&index) = others.get(next.fetch_add(1, Ordering::Relaxed)) {
            let Some(tree) = parse(index) else { continue };
            let held = Held::new();
            found.push((index, visit(index, &tree)));
            drop((tree, held));
            source::forget_spans();
        }
        found
    });
    found.into_iter().flatten().collect()
}
