//! What the user can act on.

use crate::build::feature_set::FeatureSet;
use crate::build::here::{UnusableFeature, lack_of_feature, obstacle_of_feature};
use crate::build::workspace::records_of;
use crate::hardware;
use crate::hardware::declared::DeclaredBy;
use crate::hardware::table;
use crate::model::feature::Feature;

/// A sentence each. What several features of a package lack is said once.
pub(crate) fn advice() -> Vec<String> {
    let set = FeatureSet::current();
    let mut groups: Vec<Vec<UnusableFeature>> = Vec::new();
    for unusable in set.unusable() {
        match groups.iter_mut().find(|group| group[0].has_the_cause_of(&unusable)) {
            Some(group) => group.push(unusable),
            None => groups.push(vec![unusable]),
        }
    }
    groups.iter().map(|group| of_all(group)).chain(unused_gpu(set)).collect()
}

/// The sentence for features of one package that lack the same.
fn of_all(group: &[UnusableFeature]) -> String {
    let text = group[0].to_string();
    let Some((_, rest)) = text.split_once("` of `").filter(|_| group.len() > 1) else {
        return text;
    };
    let names: Vec<&str> = group.iter().map(|unusable| unusable.feature().name()).collect();
    let rest = rest.replacen(" is on ", " are on ", 1);
    format!("features `{}` of `{rest}", names.join("`, `"))
}

/// A GPU that nothing in this build can use, though its packages have features that could, and how
/// to rebuild.
fn unused_gpu(set: &FeatureSet) -> Option<String> {
    let machine = hardware::known()?;
    let gpu = machine.visible_gpus().max_by_key(|gpu| gpu.compute_capability)?;
    // Where nothing fits but for the driver, the hint says so.
    let names = [obstacle_of_feature, lack_of_feature]
        .into_iter()
        .map(|keeps| for_unused_gpu(set.iter(), |it| keeps(it.package(), it.name()).is_none()))
        .find(|names| !names.is_empty())?;
    let (major, minor) = gpu.compute_capability;
    Some(format!(
        "{} (compute capability {major}.{minor}) is present and unused. {}.",
        gpu.name,
        set.compilation_hints(&names)
    ))
}

/// The features for GPUs that are fit for this machine; none where one that is on is for GPUs.
fn for_unused_gpu<'a>(
    features: impl Iterator<Item = &'a Feature>,
    fits: impl Fn(&Feature) -> bool,
) -> Vec<&'static str> {
    let is_for_gpus = |feature: &&Feature| {
        table::needs_gpu(DeclaredBy(&records_of(feature.package())), feature.name())
    };
    let for_gpus: Vec<&Feature> = features.filter(is_for_gpus).collect();
    if for_gpus.iter().any(|feature| feature.is_enabled()) {
        return Vec::new();
    }
    let mut names: Vec<&'static str> = Vec::new();
    for feature in for_gpus {
        if fits(feature) && !names.contains(&feature.name()) {
            names.push(feature.name());
        }
    }
    // The others make it faster, this one makes it usable.
    if names.contains(&"cuda") {
        names.retain(|name| *name == "cuda");
    }
    names.truncate(1);
    names
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::hardware::check::{Question, lack};
    use crate::model::machine::{Gpu, Machine, Nvidia};

    #[test]
    fn an_unused_gpu_names_what_would_use_it() {
        let declared = |names: &[&'static str], enabled| -> Vec<Feature> {
            let feature = |&name| Feature { package: "my-llm", name, enabled, doc: "" };
            names.iter().map(feature).collect()
        };
        let named = |machine: &Machine, features: &[Feature]| {
            let question =
                Question { declared: DeclaredBy(&[]), missing: &|need| lack(need, machine) };
            for_unused_gpu(features.iter(), |feature| question.of_feature(feature.name()).is_none())
        };
        let with_gpu = |compute_capability| {
            let mut machine = Machine::new("linux", "x86_64");
            machine.nvidia = Nvidia::Driver {
                version: String::from("580.159"),
                cuda: (13, 0),
                gpus: vec![Gpu::new("GPU", 80 << 30, compute_capability)],
                lost: Vec::new(),
            };
            machine
        };
        let off = declared(&["cuda", "flash-attn", "flash-attn-v3", "metal", "serde"], false);
        assert_eq!(named(&with_gpu((9, 0)), &off), ["cuda"]);
        assert_eq!(named(&with_gpu((8, 0)), &off), ["cuda"]);
        assert_eq!(named(&with_gpu((7, 5)), &off), ["cuda"]);
        assert_eq!(named(&with_gpu((9, 0)), &declared(&["flash-attn"], false)), ["flash-attn"]);
        assert!(named(&Machine::new("macos", "aarch64"), &off).is_empty());
        let and_on = [off, declared(&["cuda"], true)].concat();
        assert!(named(&with_gpu((9, 0)), &and_on).is_empty());
    }
}
