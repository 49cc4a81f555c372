//! A part of a file, of which only the places that are asked for are read.

use std::ops::Range;

use object::read::{ReadCache, ReadRef};

use super::limits::{Budget, Source};

/// The bytes from `start` on, `len` of them: a whole file, a slice of a universal file, or a
/// member of a static library.
#[derive(Clone, Copy)]
pub(super) struct Window<'a> {
    cache: &'a ReadCache<Source>,
    budget: &'a Budget,
    start: u64,
    len: u64,
}

impl<'a> Window<'a> {
    /// All of it. `None` if its length is not to be had.
    pub(super) fn whole(cache: &'a ReadCache<Source>, budget: &'a Budget) -> Option<Self> {
        let len = cache.len().ok()?;
        Some(Self { cache, budget, start: 0, len })
    }

    /// A part of this part. `None` if it is not all there.
    pub(super) fn part(self, (start, len): (u64, u64)) -> Option<Self> {
        self.holds(start, len).then(|| Self { start: self.start + start, len, ..self })
    }

    /// Its first bytes, `most` of them or as many as there are.
    pub(super) fn head(self, most: u64) -> &'a [u8] {
        self.read_bytes_at(0, most.min(self.len)).unwrap_or_default()
    }

    /// What reading may cost.
    pub(super) fn budget(self) -> &'a Budget {
        self.budget
    }

    fn holds(self, offset: u64, size: u64) -> bool {
        offset.checked_add(size).is_some_and(|end| end <= self.len)
    }
}

impl<'a> ReadRef<'a> for Window<'a> {
    fn len(self) -> Result<u64, ()> {
        Ok(self.len)
    }

    fn read_bytes_at(self, offset: u64, size: u64) -> Result<&'a [u8], ()> {
        if !self.holds(offset, size) || !self.budget.hold(size) {
            return Err(());
        }
        self.cache.read_bytes_at(self.start + offset, size)
    }

    fn read_bytes_at_until(self, range: Range<u64>, delimiter: u8) -> Result<&'a [u8], ()> {
        let len = range.end.checked_sub(range.start).ok_or(())?;
        if !self.holds(range.start, len) {
            return Err(());
        }
        let range = self.start + range.start..self.start + range.end;
        let bytes = self.cache.read_bytes_at_until(range, delimiter)?;
        if self.budget.hold(bytes.len() as u64) { Ok(bytes) } else { Err(()) }
    }
}
