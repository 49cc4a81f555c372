//! A set of nodes, as bits.

/// A package that is there, one of its features, or one of its dependencies that is used.
pub(super) type Node = usize;

/// A set of nodes.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct Set(Vec<u64>);

impl Set {
    /// With room for so many.
    pub(super) fn new(nodes: usize) -> Self {
        Self(vec![0; nodes.div_ceil(64)])
    }

    pub(super) fn has(&self, node: Node) -> bool {
        self.0[node / 64] >> (node % 64) & 1 == 1
    }

    /// Whether it was not in before.
    pub(super) fn add(&mut self, node: Node) -> bool {
        let word = &mut self.0[node / 64];
        let bit = 1 << (node % 64);
        let is_new = *word & bit == 0;
        *word |= bit;
        is_new
    }

    pub(super) fn is_subset(&self, other: &Set) -> bool {
        self.0.iter().zip(&other.0).all(|(a, b)| a & !b == 0)
    }

    pub(super) fn len(&self) -> usize {
        self.0.iter().map(|word| word.count_ones() as usize).sum()
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = Node> + '_ {
        let (mut index, mut rest) = (0, self.0.first().copied().unwrap_or(0));
        std::iter::from_fn(move || {
            while rest == 0 {
                index += 1;
                rest = *self.0.get(index)?;
            }
            let bit = rest.trailing_zeros();
            rest &= rest - 1;
            Some(index * 64 + bit as usize)
        })
    }
}
