//! The names of the sections that records stand in. The digits are the version of the format.

/// What they begin with in ELF, Mach-O and WebAssembly.
const NAME: &[u8] = b"featherfall";

/// What they begin with in the files of Windows, where a name has eight bytes.
const SHORT_NAME: &[u8] = b".ffall";

/// The version of the records in a section of this name, if it holds any.
pub(super) fn version(name: &[u8]) -> Option<u32> {
    number(name.strip_prefix(NAME)?)
}

/// The same in a file of Windows. What follows the `$` only sorts sections of object files.
pub(super) fn short_version(name: &[u8]) -> Option<u32> {
    number(name.split(|it| *it == b'$').next()?.strip_prefix(SHORT_NAME)?)
}

fn number(digits: &[u8]) -> Option<u32> {
    if !digits.iter().all(u8::is_ascii_digit) || digits.first() == Some(&b'0') {
        return None;
    }
    str::from_utf8(digits).ok()?.parse().ok()
}
