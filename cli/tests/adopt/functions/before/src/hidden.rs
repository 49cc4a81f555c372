#[cfg(not(feature = "gpu"))]
pub fn only_without(x: u8) -> u8 {
    x
}
