//! Whether a name may be that of a trait, whose methods are used without it.

use super::facts::Facts;
use super::files::File;
use super::index::Index;

/// Whether the item of the name at the end of the path may be a trait.
pub(crate) fn may_be(index: &Index<'_>, path: &[String], name: &str) -> bool {
    if !name.starts_with(char::is_uppercase) {
        return false;
    }
    let parent = path.last().map_or("", String::as_str);
    match path.first().map(String::as_str) {
        Some("std" | "core" | "alloc") => {
            !matches!((parent, name), ("io" | "fmt", "Error"))
                && TRAITS.split_whitespace().any(|it| it == name)
        }
        Some("crate" | "self" | "super") => !is_defined_as_type(index, name),
        _ => true,
    }
}

/// Whether the package has an item of the name, and no trait.
fn is_defined_as_type(index: &Index<'_>, name: &str) -> bool {
    let has = |facts: &Facts| facts.definitions.iter().any(|it| it.name == name);
    let is_trait = |facts: &Facts| facts.traits.iter().any(|it| it == name);
    let mut all = index.files.naming(name).filter_map(File::facts);
    index.files.naming(name).filter_map(File::facts).any(has) && !all.any(is_trait)
}

/// The traits of the standard library that the prelude does not bring.
const TRAITS: &str = "
    Add AddAssign Any AsFd AsRawFd Binary BitAnd BitOr BitXor
    Borrow BorrowMut BufRead BuildHasher CommandExt Debug Deref DerefMut Display
    Div Error ExitStatusExt FileExt FileTypeExt FromStr Future Hash Hasher
    Index IndexMut IntoFuture IntoRawFd IsTerminal LowerExp LowerHex MetadataExt Mul
    MulAssign Neg Not Octal OpenOptionsExt OsStrExt OsStringExt PermissionsExt Pointer
    Product RangeBounds Read Rem Seek Shl Shr Sub SubAssign
    Sum Termination ToSocketAddrs UpperHex Wake Write
";
