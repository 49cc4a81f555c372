//! A name that an import brings.

use syn::UseTree;

use crate::understand::facts::Facts;
use crate::understand::index::Index;

/// A name that an import brings.
pub(super) struct Leaf {
    /// What it is called here.
    pub(super) name: String,
    /// What it is called there.
    own: String,
    /// The modules on the way there.
    path: Vec<String>,
}

impl Leaf {
    /// Whether it is written as types and traits are.
    pub(super) fn is_big(&self) -> bool {
        self.own.starts_with(char::is_uppercase)
    }

    /// Whether it may be a trait, whose methods are used without its name.
    pub(super) fn may_be_trait(&self, index: &Index<'_>) -> bool {
        if !self.is_big() {
            return false;
        }
        let parent = self.path.last().map_or("", String::as_str);
        match self.path.first().map(String::as_str) {
            Some("std" | "core" | "alloc") => {
                !matches!((parent, &*self.own), ("io" | "fmt", "Error"))
                    && TRAITS.split_whitespace().any(|it| it == self.own)
            }
            Some("crate" | "self" | "super") => !is_defined_as_type(index, &self.own),
            _ => true,
        }
    }
}

/// The names that the tree brings.
pub(super) fn leaves(tree: &UseTree) -> Vec<Leaf> {
    let mut leaves = Vec::new();
    add(tree, &mut Vec::new(), &mut leaves);
    leaves
}

fn add(tree: &UseTree, path: &mut Vec<String>, leaves: &mut Vec<Leaf>) {
    let mut leaf = |own: String, name: String| leaves.push(Leaf { name, own, path: path.clone() });
    match tree {
        UseTree::Path(it) => {
            path.push(it.ident.to_string());
            add(&it.tree, path, leaves);
            path.pop();
        }
        UseTree::Name(it) if it.ident == "self" => {
            let name = path.last().cloned().unwrap_or_default();
            leaf(it.ident.to_string(), name);
        }
        UseTree::Name(it) => leaf(it.ident.to_string(), it.ident.to_string()),
        UseTree::Rename(it) => leaf(it.ident.to_string(), it.rename.to_string()),
        UseTree::Glob(_) => leaf(String::from("*"), String::from("*")),
        UseTree::Group(it) => it.items.iter().for_each(|tree| add(tree, path, leaves)),
    }
}

/// Whether the package has an item of the name, and no trait.
fn is_defined_as_type(index: &Index<'_>, name: &str) -> bool {
    let has = |facts: &Facts| facts.definitions.iter().any(|it| it.name == name);
    let is_trait = |facts: &Facts| facts.traits.iter().any(|it| it == name);
    index.files().any(|(_, it)| has(it)) && !index.files().any(|(_, it)| is_trait(it))
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
