//! What a module is drawn with: numbers from a seed, and the kinds that it may hold.

use std::collections::BTreeSet;

use crate::kind::Kind;

/// Draws from a seed and remembers which kinds came up.
pub(crate) struct Draw<'a> {
    state: u64,
    allowed: &'a BTreeSet<Kind>,
    used: BTreeSet<Kind>,
}

impl<'a> Draw<'a> {
    /// The same seed draws the same.
    pub(crate) fn new(seed: u64, allowed: &'a BTreeSet<Kind>) -> Self {
        Self { state: seed, allowed, used: BTreeSet::new() }
    }

    /// The next number (splitmix64): neighbouring seeds have nothing in common.
    fn next(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.state;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number below `end`.
    pub(crate) fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.next() % end.max(1) as u64).unwrap()
    }

    /// One of them, whatever it is.
    pub(crate) fn one<T: Copy>(&mut self, of: &[T]) -> T {
        of[self.below(of.len())]
    }

    /// One of the kinds that are allowed.
    pub(crate) fn kind(&mut self, of: &[Kind]) -> Kind {
        let allowed: Vec<Kind> =
            of.iter().copied().filter(|it| self.allowed.contains(it)).collect();
        assert!(!allowed.is_empty(), "none of {of:?} is generated");
        let kind = self.one(&allowed);
        self.used.insert(kind);
        kind
    }

    /// Whether the kind comes up, once in so many times.
    pub(crate) fn has(&mut self, kind: Kind, one_in: usize) -> bool {
        let has = self.below(one_in) == 0 && self.allowed.contains(&kind);
        if has {
            self.used.insert(kind);
        }
        has
    }

    /// Whether the kind may come up.
    pub(crate) fn allows(&self, kind: Kind) -> bool {
        self.allowed.contains(&kind)
    }

    /// Says that the kind came up where nothing was drawn.
    pub(crate) fn note(&mut self, kind: Kind) {
        self.used.insert(kind);
    }

    /// The kinds that came up since the last time.
    pub(crate) fn take_used(&mut self) -> BTreeSet<Kind> {
        std::mem::take(&mut self.used)
    }
}
