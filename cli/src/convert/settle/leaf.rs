//! A name that an import brings.

use syn::UseTree;

use crate::understand::index::Index;
use crate::understand::traits;

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
        traits::may_be(index, &self.path, &self.own)
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
