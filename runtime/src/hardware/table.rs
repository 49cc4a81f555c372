//! What features need. The sources of the table stand in the module's documentation.

use crate::build::feature_set::DeclaredFeature;
use crate::model::requirement::Need;
use crate::registry::section as registry;

fn well_known(feature: &str) -> &'static [Need] {
    match feature {
        "cuda" => &[Need::NvidiaGpu, Need::CandleFeature("cuda")],
        "cudnn" | "nccl" => &[Need::NvidiaGpu],
        "flash-attn" => &[Need::ComputeCapability("8.0")],
        "flash-attn-v3" => &[Need::OnlyComputeCapability("9.0")],
        "metal" => &[Need::Os("macos"), Need::CandleFeature("metal")],
        "accelerate" => &[Need::Os("macos"), Need::CandleFeature("accelerate")],
        "mkl" => &[Need::Arch("x86_64"), Need::CandleFeature("mkl")],
        _ => &[],
    }
}

/// Every time that the package declares the feature: its library and its executable may both.
fn declarations(package: &str, feature: &str) -> impl Iterator<Item = &'static DeclaredFeature> {
    registry::package_features()
        .into_iter()
        .filter(move |features| features.package == package)
        .flat_map(|features| features.features)
        .filter(move |declared| declared.name == feature)
}

/// What a feature of a package itself needs.
pub(super) fn own_needs_of(package: &str, feature: &str) -> &'static [Need] {
    let written = declarations(package, feature).find_map(|declared| declared.needs);
    written.unwrap_or_else(|| well_known(feature))
}

/// What a feature of a package needs, and what the features that it turns on need.
pub(super) fn needs_of(package: &str, feature: &str) -> Vec<Need> {
    let mut names = vec![feature];
    let mut needs = Vec::new();
    let mut next = 0;
    while next < names.len() {
        let name = names[next];
        needs.extend_from_slice(own_needs_of(package, name));
        for &implied in declarations(package, name).flat_map(|declared| declared.implies) {
            if !names.contains(&implied) {
                names.push(implied);
            }
        }
        next += 1;
    }
    needs
}
