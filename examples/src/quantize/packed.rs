//! Codes of a few bits, packed into bytes.

/// Two 4-bit codes a byte, the first in the low half. An odd last code has a byte of its own.
pub(super) fn pack_nibbles(codes: &[u8]) -> Vec<u8> {
    codes.chunks(2).map(|pair| pair[0] & 15 | pair.get(1).map_or(0, |high| high << 4)).collect()
}

/// The first `count` codes of `packed`.
pub(super) fn unpack_nibbles(packed: &[u8], count: usize) -> impl Iterator<Item = u8> {
    packed.iter().flat_map(|byte| [byte & 15, byte >> 4]).take(count)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_packed_is_unpacked() {
        for count in 0..20u8 {
            let codes: Vec<u8> = (0..count).map(|i| i * 7 % 16).collect();
            let packed = pack_nibbles(&codes);
            assert_eq!(packed.len(), codes.len().div_ceil(2));
            assert_eq!(unpack_nibbles(&packed, codes.len()).collect::<Vec<_>>(), codes);
        }
    }
}
