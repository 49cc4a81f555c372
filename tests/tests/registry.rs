//! What is linked and how the report shows it: every annotated item once, sorted, and the features
//! of two packages that do not agree.

use std::collections::BTreeMap;
use std::path::Path;

use featherfall::{
    CapabilityKind, FeatureError, FeatureSet, capabilities, degradations, report, require_feature,
};
use featherfall_tests::events::Recorder;
use featherfall_tests::process::run_alone;
use syn::visit::Visit;
use tracing::Level;

/// Links both packages.
fn link() {
    const { assert!(fixture_on::ON && !fixture_off::ON) };
    assert_eq!((fixture_on::PACKAGE, fixture_off::PACKAGE), ("fixture-on", "fixture-off"));
}

/// The names that the annotations in one source file make, read independently of the macros.
#[derive(Default)]
struct Annotations {
    names: Vec<String>,
    on: bool,
    /// Those of an enclosing impl block.
    gated: bool,
}

/// The string that an attribute gives an option.
fn option(attribute: &syn::Attribute, option: &str) -> Option<String> {
    let tokens = &attribute.meta.require_list().ok()?.tokens;
    let tokens: Vec<_> = tokens.clone().into_iter().collect();
    tokens.windows(3).find_map(|window| {
        let is_option = window[0].to_string() == option && window[1].to_string() == "=";
        let literal: syn::LitStr = syn::parse2(window[2].clone().into()).ok()?;
        is_option.then(|| literal.value())
    })
}

fn find<'a>(attributes: &'a [syn::Attribute], name: &str) -> Vec<&'a syn::Attribute> {
    let is = |attribute: &&syn::Attribute| {
        attribute.path().segments.last().is_some_and(|last| last.ident == name)
    };
    attributes.iter().filter(is).collect()
}

impl Annotations {
    /// Whether a `#[cfg]` of the fixtures takes the item away.
    fn is_gone(&self, attributes: &[syn::Attribute]) -> bool {
        let texts = find(attributes, "cfg")
            .into_iter()
            .map(|cfg| cfg.meta.require_list().unwrap().tokens.to_string().replace(' ', ""));
        texts.into_iter().any(|text| match text.as_str() {
            "any()" => true,
            "feature=\"flash-attn\"" => !self.on,
            "not(feature=\"flash-attn\")" => self.on,
            "target_arch=\"x86_64\"" => !cfg!(target_arch = "x86_64"),
            other => panic!("teach this test what `#[cfg({other})]` means"),
        })
    }

    fn function(&mut self, attributes: &[syn::Attribute], name: &syn::Ident, has_body: bool) {
        use syn::ext::IdentExt as _;
        if self.is_gone(attributes) {
            return;
        }
        let name = name.unraw().to_string();
        let gates = find(attributes, "requires_feature");
        if gates.is_empty() && self.gated && has_body {
            self.names.push(name.clone());
        }
        for attribute in gates.into_iter().chain(find(attributes, "quant_support")) {
            self.names.push(option(attribute, "name").unwrap_or_else(|| name.clone()));
        }
    }
}

impl<'ast> Visit<'ast> for Annotations {
    fn visit_item_fn(&mut self, item: &'ast syn::ItemFn) {
        let outer = std::mem::take(&mut self.gated);
        self.function(&item.attrs, &item.sig.ident, true);
        // What stands in a body that is not built is not linked.
        if self.on || find(&item.attrs, "requires_feature").is_empty() {
            syn::visit::visit_item_fn(self, item);
        }
        self.gated = outer;
    }

    fn visit_impl_item_fn(&mut self, item: &'ast syn::ImplItemFn) {
        self.function(&item.attrs, &item.sig.ident, true);
        syn::visit::visit_impl_item_fn(self, item);
    }

    fn visit_trait_item_fn(&mut self, item: &'ast syn::TraitItemFn) {
        self.function(&item.attrs, &item.sig.ident, item.default.is_some());
        syn::visit::visit_trait_item_fn(self, item);
    }

    fn visit_item_impl(&mut self, item: &'ast syn::ItemImpl) {
        for attribute in find(&item.attrs, "quant_support") {
            let syn::Type::Path(ty) = &*item.self_ty else { panic!("a named type") };
            let ty = || ty.path.segments.last().unwrap().ident.to_string();
            let method = option(attribute, "name").or_else(|| option(attribute, "method"));
            self.names.push(method.unwrap_or_else(ty));
        }
        self.gated = !find(&item.attrs, "requires_feature").is_empty();
        syn::visit::visit_item_impl(self, item);
        self.gated = false;
    }
}

/// Package, module and name of every annotation in the fixtures' sources, with repetitions.
fn annotated(package: &str, on: bool) -> Vec<(String, String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/on");
    let mut all = Vec::new();
    for file in std::fs::read_dir(folder).unwrap() {
        let path = file.unwrap().path();
        // The twins come out of a macro, where this test does not look.
        if path.extension().is_none_or(|extension| extension != "rs") || path.ends_with("twins.rs")
        {
            continue;
        }
        let file = syn::parse_file(&std::fs::read_to_string(&path).unwrap()).unwrap();
        let mut annotations = Annotations { on, ..Annotations::default() };
        annotations.visit_file(&file);
        let module =
            format!("{}::{}", package.replace('-', "_"), path.file_stem().unwrap().display());
        let row = |name| (package.to_owned(), module.clone(), name);
        all.extend(annotations.names.into_iter().map(row));
    }
    all.sort();
    all
}

/// What is in `all`, and not as often in `others`.
fn without<T: Clone + PartialEq>(all: &[T], others: &[T]) -> Vec<T> {
    let mut others = others.to_vec();
    let mut is_left = |item: &&T| match others.iter().position(|other| other == *item) {
        Some(index) => {
            others.swap_remove(index);
            false
        }
        None => true,
    };
    all.iter().filter(|item| is_left(item)).cloned().collect()
}

#[test]
fn every_annotated_item_is_registered_once_and_sorted() {
    link();
    let linked: Vec<(String, String, String)> = capabilities()
        .iter()
        .filter(|row| !row.module().contains("::twins"))
        .map(|row| (row.package().into(), row.module().into(), row.name().into()))
        .collect();
    let mut expected = annotated("fixture-off", false);
    expected.extend(annotated("fixture-on", true));
    assert!(expected.len() > 300, "{}", expected.len());
    let (missing, extra) = (without(&expected, &linked), without(&linked, &expected));
    assert!(missing.is_empty() && extra.is_empty(), "missing {missing:?}, extra {extra:?}");
    assert_eq!(linked, expected);
}

#[test]
fn a_capability_says_where_it_stands() {
    link();
    let find = |id: &str| *capabilities().iter().find(|row| row.id() == id).expect(id);
    let capability = find("fixture-on::errors::flash_attention");
    let location = capability.location().unwrap();
    let file = location.file();
    let text = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(file));
    let line = location.line() as usize;
    assert_eq!(
        text.unwrap().lines().nth(line - 1).unwrap(),
        "pub fn flash_attention(x: u32) -> Result<u32, Unavailable> {"
    );
    assert_eq!(location.to_string(), format!("{file}:{line}"));
    assert_eq!((capability.kind(), capability.is_built()), (CapabilityKind::Gate, true));
    assert_eq!(format!("{:<7}|", capability.kind()), "gate   |");
    assert_eq!(capability.predicate().to_string(), "\"flash-attn\"");
    // Only an expression has arms: either feature of `any` builds the one body.
    assert_eq!(find("fixture-on::errors::either").arm(), None);
    assert_eq!((capability.hint(), capability.instead()), (None, None));

    let capability = find("fixture-off::errors::wrong_target");
    assert_eq!(capability.predicate().to_string(), "all(\"flash-attn\", target_os = \"none\")");
    let capability = find("fixture-off::shapes::three_conditions");
    assert_eq!(
        capability.conditions(),
        ["x must be below 10", "name must be ASCII", "x must be even"]
    );
    let capability = find("fixture-off::shapes::<Kernel>::by_ref");
    assert_eq!(capability.instead(), Some("Self::slow_by_ref"));
    let capability = find("fixture-off::quants::hqq");
    assert_eq!((capability.kind(), capability.is_built()), (CapabilityKind::Quant, true));
    assert!(!find("fixture-off::quants::iq2").is_built());
}

/// The rows of the report, as `Display` shows them.
fn rows(text: &str) -> Vec<&str> {
    let table = text.split_once("\n\n").unwrap().1;
    table.lines().skip(1).collect()
}

#[test]
fn every_run_gives_the_same_report() {
    let print = || {
        run_alone("every_run_gives_the_same_report", "", || {
            link();
            fixture_off::errors::as_string(1).unwrap_err();
            fixture_off::fallbacks::late(1);
            println!("\nBEGIN\n{}\nEND", report());
        })
    };
    let (first, second) = (print(), print());
    if first.is_empty() {
        return; // In the other process.
    }
    let text = |output: &str| -> String {
        output.split_once("BEGIN\n").unwrap().1.split_once("\nEND").unwrap().0.to_owned()
    };
    assert_eq!(text(&first), text(&second));
    let text = text(&first);
    assert_eq!(rows(&text).len(), capabilities().len());
    // A name that two items have is shown with its module.
    let row = |start: &str| {
        let found = rows(&text).into_iter().find(|row| row.starts_with(start)).expect(start);
        found.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    assert_eq!(
        row("fixture-off::errors::as_string "),
        "fixture-off::errors::as_string gate no - no 1 → error rebuild with feature `flash-attn` of `fixture-off` (by flag if you build it, else in the Cargo.toml that depends on it)"
    );
    assert_eq!(
        row("fixture-off::fallbacks::late "),
        "fixture-off::fallbacks::late gate no - no 1 → slow rebuild with feature `flash-attn` of `fixture-off` (by flag if you build it, else in the Cargo.toml that depends on it)"
    );
    assert_eq!(row("fixture-on::fallbacks::late "), "fixture-on::fallbacks::late gate yes - yes -");
}

#[test]
fn the_report_as_json_and_markdown_has_the_same_rows() {
    link();
    let report = report();
    let json: serde_json::Value = serde_json::from_str(&report.to_json()).unwrap();
    assert_eq!(json["schema"], "featherfall/report/1");
    let ids: Vec<&str> = json["capabilities"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| row["id"].as_str().unwrap())
        .collect();
    let expected: Vec<String> = capabilities().iter().map(|row| row.id().to_owned()).collect();
    assert_eq!(ids, expected);
    let markdown = report.to_markdown();
    let table: Vec<&str> = markdown.lines().filter(|line| line.starts_with("| ")).collect();
    assert_eq!(table.len(), ids.len() + 1, "and the head");
    // Pipes within cells are escaped: every row has as many columns.
    let columns = |line: &str| line.replace("\\|", "").matches('|').count();
    assert!(table.iter().all(|line| columns(line) == 9), "{markdown}");
}

#[test]
fn features_of_every_package() {
    link();
    let set = FeatureSet::current();
    let features: BTreeMap<(&str, &str), (bool, &str)> = set
        .iter()
        .map(|feature| ((feature.package(), feature.name()), (feature.is_enabled(), feature.doc())))
        .collect();
    let of = |package: &str| -> Vec<(&str, bool)> {
        let own = features.iter().filter(|((owner, _), _)| *owner == package);
        own.map(|((_, name), (enabled, _))| (*name, *enabled)).collect()
    };
    assert_eq!(
        of("fixture-on"),
        [
            ("accelerate", false),
            ("cuda", true),
            ("default", true),
            ("flash-attn", true),
            ("flash-attn-v3", true),
            ("log", true),
            ("metal", false),
            ("tables", true),
        ]
    );
    assert_eq!(
        of("fixture-off"),
        [
            ("accelerate", false),
            ("cuda", false),
            ("default", true),
            ("flash-attn", false),
            ("flash-attn-v3", false),
            ("log", false),
            ("metal", true),
            ("tables", false),
        ]
    );
    assert_eq!(
        features[&("fixture-on", "flash-attn")].1,
        "Fused attention kernels. Need a recent GPU."
    );
    assert_eq!(features[&("fixture-on", "metal")].1, "", "`#` is no doc comment");

    assert!(set.flash_attn() && set.flash_attn_v3() && set.cuda() && set.metal());
    assert!(!set.accelerate() && !set.mkl() && !set.pyo3());
    assert!(set.has_flash_attn() && set.has_hw_accel() && !set.has_cpu_accel());
    assert!(set.is_known("accelerate") && !set.is_known("mkl"));
    assert_eq!(set.summary(), "cuda, flash-attn, flash-attn-v3, log, metal, tables");
    assert_eq!(set.to_string(), set.summary());
    assert!(set.into_iter().eq(set.iter()) && set.iter().count() > 0);
}

#[test]
fn disagreements_are_named_and_logged() {
    run_alone("disagreements_are_named_and_logged", "", || {
        link();
        let set = FeatureSet::current();
        let texts: Vec<String> = set.disagreements().iter().map(ToString::to_string).collect();
        let on =
            |name: &str| format!("feature `{name}` is on in `fixture-on` but off in `fixture-off`");
        let expected = [
            on("cuda"),
            on("flash-attn"),
            on("flash-attn-v3"),
            on("log"),
            String::from("feature `metal` is on in `fixture-off` but off in `fixture-on`"),
            on("tables"),
        ];
        assert_eq!(texts, expected);
        let metal = &set.disagreements()[4];
        assert_eq!(metal.name(), "metal");
        assert_eq!(
            (metal.enabled_in(), metal.disabled_in()),
            (&["fixture-off"][..], &["fixture-on"][..])
        );

        let recorder = Recorder::new(Level::TRACE);
        recorder.install();
        featherfall::log_feature_info();
        let of = |level| -> Vec<String> {
            let events = recorder.events().into_iter().filter(|event| event.level == level);
            events.map(|event| event.message).collect()
        };
        assert_eq!(of(Level::WARN), expected);
        let info = of(Level::INFO);
        assert!(info[0].starts_with("featherfall "), "{info:?}");
        assert_eq!(
            info[1],
            "features   on  cuda flash-attn flash-attn-v3 log metal tables   off  accelerate"
        );
        assert!(recorder.events().iter().all(|event| event.target == "featherfall"));
        assert!(degradations().is_empty());
    });
}

#[test]
fn features_can_be_required() {
    link();
    assert_eq!(require_feature("flash-attn"), Ok(()));
    let error = require_feature("accelerate").unwrap_err();
    assert_eq!(
        error.to_string(),
        "feature `accelerate` is not enabled. No rebuild helps for this target: the system is linux, and macos is needed."
    );
    let error = require_feature("flash-atn").unwrap_err();
    let FeatureError::Unknown { name, known } = &error else { panic!("{error:?}") };
    assert_eq!((name.as_str(), known[0]), ("flash-atn", "flash-attn"));
    assert!(
        error.to_string().starts_with(
            "unknown feature `flash-atn`; known features, nearest first: `flash-attn`, `"
        ),
        "{error}"
    );
    let set = FeatureSet::current();
    assert_eq!(set.compilation_hints(&["flash-attn", "cuda"]), "", "nothing is missing");
    assert_eq!(
        set.compilation_hints(&["accelerate", "cuda"]),
        "No rebuild helps for this target: the system is linux, and macos is needed"
    );
}

#[test]
fn one_package_can_be_asked_alone() {
    link();
    let set = FeatureSet::current();
    let (on, off) = (set.package("fixture-on"), set.package("fixture-off"));
    // Some package has it on, so this is no question about a package.
    assert_eq!(require_feature("cuda"), Ok(()));
    assert!(set.is_enabled("cuda") && on.is_enabled("cuda") && !off.is_enabled("cuda"));
    assert_eq!(
        off.compilation_hints(&["cuda"]),
        "Rebuild with feature `cuda` of `fixture-off` (by flag if you build it, else in the Cargo.toml that depends on it)"
    );
    assert_eq!(on.compilation_hints(&["cuda"]), "");
    assert!(!set.package("nowhere").is_known("cuda"));
}
