//! The time of a call.

/// Milliseconds since the Unix epoch, 0 where there is no clock.
pub(crate) fn unix_milliseconds() -> u64 {
    // `SystemTime::now` panics where there is no clock.
    #[cfg(all(target_family = "wasm", target_os = "unknown"))]
    return 0;
    #[cfg(not(all(target_family = "wasm", target_os = "unknown")))]
    std::time::SystemTime::now()
        .duration_since(std::time::UNIX_EPOCH)
        .map_or(0, |since| u64::try_from(since.as_millis()).unwrap_or(u64::MAX))
}
