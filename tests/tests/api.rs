//! The public names of the runtime: a change of them is seen here. `UPDATE_EXPECT=1` writes the list
//! anew.

use std::collections::BTreeSet;
use std::path::Path;

use expect_test::expect_file;
use quote::ToTokens as _;
use syn::{ImplItem, Item, UseTree, Visibility};

/// What `lib.rs` names, with the public methods and variants behind each name.
#[test]
fn the_public_interface_is_as_listed() {
    let sources = Path::new(env!("CARGO_MANIFEST_DIR")).join("../runtime/src");
    let root = parsed(&sources.join("lib.rs"));
    let mut names = BTreeSet::new();
    for item in &root.items {
        if let Item::Use(item) = item
            && matches!(item.vis, Visibility::Public(_))
        {
            leaves(&item.tree, &mut names);
        }
    }
    let mut lines: BTreeSet<String> = names.iter().cloned().collect();
    let mut folders = vec![sources];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                members(&parsed(&path), &names, &mut lines);
            }
        }
    }
    let list: String = lines.into_iter().map(|line| line + "\n").collect();
    expect_file!["api.txt"].assert_eq(&list);
}

fn parsed(path: &Path) -> syn::File {
    syn::parse_file(&std::fs::read_to_string(path).unwrap()).unwrap()
}

fn leaves(tree: &UseTree, names: &mut BTreeSet<String>) {
    match tree {
        UseTree::Path(path) => leaves(&path.tree, names),
        UseTree::Name(name) => {
            names.insert(name.ident.to_string());
        }
        UseTree::Rename(rename) => {
            names.insert(rename.rename.to_string());
        }
        UseTree::Group(group) => group.items.iter().for_each(|tree| leaves(tree, names)),
        UseTree::Glob(_) => {}
    }
}

fn members(file: &syn::File, names: &BTreeSet<String>, lines: &mut BTreeSet<String>) {
    for item in &file.items {
        match item {
            Item::Enum(item) if names.contains(&item.ident.to_string()) => {
                lines
                    .extend(item.variants.iter().map(|it| format!("{}::{}", item.ident, it.ident)));
                lines.extend(derived(&item.attrs).map(|it| format!("{}: {it}", item.ident)));
            }
            Item::Struct(item) if names.contains(&item.ident.to_string()) => {
                lines.extend(derived(&item.attrs).map(|it| format!("{}: {it}", item.ident)));
            }
            Item::Impl(item) => {
                let of = item.self_ty.to_token_stream().to_string();
                if !names.contains(&of) {
                    continue;
                }
                if let Some((path, _)) = &item.trait_ {
                    lines.insert(format!("{of}: {}", path.to_token_stream()).replace(' ', ""));
                    continue;
                }
                for member in &item.items {
                    match member {
                        ImplItem::Fn(it) if matches!(it.vis, Visibility::Public(_)) => {
                            lines.insert(format!("{of}::{}()", it.sig.ident));
                        }
                        ImplItem::Const(it) if matches!(it.vis, Visibility::Public(_)) => {
                            lines.insert(format!("{of}::{}", it.ident));
                        }
                        _ => {}
                    }
                }
            }
            _ => {}
        }
    }
}

fn derived(attrs: &[syn::Attribute]) -> impl Iterator<Item = String> {
    let mut traits = Vec::new();
    for attr in attrs.iter().filter(|attr| attr.path().is_ident("derive")) {
        let _ = attr.parse_nested_meta(|meta| {
            traits.push(meta.path.to_token_stream().to_string().replace(' ', ""));
            Ok(())
        });
    }
    traits.into_iter()
}
