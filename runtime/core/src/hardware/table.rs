//! What features need. The sources of the table stand in the module's documentation.

use crate::hardware::declared::DeclaredBy;
use crate::model::requirement::Need;

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

/// What a feature itself needs, `declared` being what its package declares; its library and its
/// executable may both.
pub(crate) fn own_needs_of(declared: DeclaredBy<'_>, feature: &str) -> &'static [Need] {
    declared.needs(feature).unwrap_or_else(|| well_known(feature))
}

/// What a feature needs, and what the features that it turns on need.
pub(crate) fn needs_of(declared: DeclaredBy<'_>, feature: &str) -> Vec<Need> {
    let mut names = vec![feature];
    let mut needs = Vec::new();
    let mut next = 0;
    while next < names.len() {
        let name = names[next];
        needs.extend_from_slice(own_needs_of(declared, name));
        for implied in declared.implied(name) {
            if !names.contains(&implied) {
                names.push(implied);
            }
        }
        next += 1;
    }
    needs
}

/// Whether a feature is for GPUs.
pub(crate) fn needs_gpu(declared: DeclaredBy<'_>, feature: &str) -> bool {
    needs_of(declared, feature).iter().any(|need| {
        matches!(
            need,
            Need::NvidiaGpu
                | Need::ComputeCapability(_)
                | Need::OnlyComputeCapability(_)
                | Need::CudaToolkit(_)
        )
    })
}

/// Whether the feature's code is for one architecture alone.
pub(crate) fn is_made_for_one(declared: DeclaredBy<'_>, feature: &str) -> bool {
    let is_one = |need: &Need| matches!(need, Need::OnlyComputeCapability(_));
    needs_of(declared, feature).iter().any(is_one)
}
