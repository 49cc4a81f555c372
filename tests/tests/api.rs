//! The public names of the runtime: a change of them is seen here. `UPDATE_EXPECT=1` writes the list
//! anew.

use std::collections::BTreeSet;
use std::fmt::{Debug, Display};
use std::hash::Hash;
use std::path::Path;
use std::str::FromStr;

use expect_test::expect_file;
use featherfall::hardware::Machine;
use featherfall::{
    ArgumentPolicy, CapabilityKind, Degradation, Disagreement, Feature, FeatureError, MetricSample,
    Policy, PolicyError, PolicyWord, Quant, QuantError, QuantSupport, Reason, Report, ReportRow,
    SourceLocation, Unavailable, UnknownArgument, UnknownMethod, UnknownWord, UnusableFeature,
};
use quote::ToTokens as _;
use serde::Serialize;
use syn::{ImplItem, Item, UseTree, Visibility};

/// What `lib.rs` and its public modules name, with the public fields, methods and variants behind each
/// name, and its traits.
#[test]
fn the_public_interface_is_as_listed() {
    let sources = Path::new(env!("CARGO_MANIFEST_DIR")).join("../runtime/core/src");
    let mut names = BTreeSet::new();
    let mut lines = BTreeSet::new();
    for root in [sources.join("lib.rs"), sources.join("../../src/lib.rs")] {
        public_names(&parsed(&root), "", &mut names, &mut lines);
    }
    for module in ["hardware", "testing"] {
        let root = parsed(&sources.join(module).join("mod.rs"));
        public_names(&root, &format!("{module}::"), &mut names, &mut lines);
    }
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

fn public_names(
    root: &syn::File,
    module: &str,
    names: &mut BTreeSet<String>,
    lines: &mut BTreeSet<String>,
) {
    let mut here = BTreeSet::new();
    for item in &root.items {
        match item {
            Item::Use(item) if is_public(&item.vis) => leaves(&item.tree, &mut here),
            Item::Fn(item) if is_public(&item.vis) => {
                here.insert(item.sig.ident.to_string());
            }
            _ => {}
        }
    }
    lines.extend(here.iter().map(|name| format!("{module}{name}")));
    names.extend(here);
}

fn is_public(visibility: &Visibility) -> bool {
    matches!(visibility, Visibility::Public(_))
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
                let fields = item.fields.iter().filter(|field| is_public(&field.vis));
                let fields = fields.filter_map(|field| field.ident.as_ref());
                lines.extend(fields.map(|field| format!("{}.{field}", item.ident)));
                lines.extend(derived(&item.attrs).map(|it| format!("{}: {it}", item.ident)));
            }
            Item::Macro(item) if item.mac.path.is_ident("closed_set") => {
                let of = item.mac.tokens.clone().into_iter().next().unwrap();
                lines.extend(["Display", "FromStr", "Serialize"].map(|it| format!("{of}: {it}")));
            }
            Item::Impl(item) => {
                let of = item.self_ty.to_token_stream().to_string();
                if !names.contains(&of) {
                    continue;
                }
                if let Some((path, _)) = &item.trait_ {
                    lines.insert(format!("{of}: {}", short(path)));
                    continue;
                }
                for member in &item.items {
                    match member {
                        ImplItem::Fn(it) if is_public(&it.vis) => {
                            lines.insert(format!("{of}::{}()", it.sig.ident));
                        }
                        ImplItem::Const(it) if is_public(&it.vis) => {
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

/// The path of a trait without what stands in front of its last name.
fn short(path: &syn::Path) -> String {
    path.segments.last().to_token_stream().to_string().replace(' ', "")
}

fn derived(attrs: &[syn::Attribute]) -> impl Iterator<Item = String> {
    let mut traits = Vec::new();
    let is_of_derives = |path: &syn::Path| path.is_ident("derive") || path.is_ident("cfg_attr");
    for attr in attrs.iter().filter(|attr| is_of_derives(attr.path())) {
        let of_attr = attr.path().is_ident("derive");
        let _ = attr.parse_nested_meta(|meta| {
            if of_attr {
                traits.push(short(&meta.path));
            } else if meta.path.is_ident("derive") {
                meta.parse_nested_meta(|meta| {
                    traits.push(short(&meta.path));
                    Ok(())
                })?;
            } else {
                meta.value()?.parse::<syn::Lit>()?;
            }
            Ok(())
        });
    }
    traits.into_iter()
}

/// What closed sets of words can do.
#[test]
fn words_are_read_written_and_sorted() {
    fn closed_set<T>()
    where
        T: Copy + Debug + Display + FromStr<Err = UnknownWord> + Hash + Ord + Serialize,
    {
    }
    closed_set::<CapabilityKind>();
    closed_set::<Reason>();
    closed_set::<QuantSupport>();
    closed_set::<ArgumentPolicy>();
}

/// What a report and the ledger hold can be kept, compared, sent and written.
#[test]
fn what_a_report_holds_is_plain_data() {
    fn plain<T: Clone + Debug + Eq + Serialize + Send + Sync>() {}
    plain::<Report>();
    plain::<ReportRow>();
    plain::<Degradation>();
    plain::<MetricSample>();
    plain::<Feature>();
    plain::<Disagreement>();
    plain::<UnusableFeature>();
    plain::<Machine>();
    plain::<SourceLocation>();
    plain::<Quant>();
    plain::<Policy>();
    plain::<PolicyWord>();
}

/// Errors can be sent, kept and boxed.
#[test]
fn errors_are_good_ones() {
    fn good<T: std::error::Error + Clone + Eq + Hash + Send + Sync + 'static>() {}
    good::<Unavailable>();
    good::<FeatureError>();
    good::<PolicyError>();
    good::<QuantError>();
    good::<UnknownArgument>();
    good::<UnknownMethod>();
    good::<UnknownWord>();
}
