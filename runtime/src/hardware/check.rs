//! Needs against a machine: what it lacks, and what follows from that.

use std::cmp::Reverse;
use std::fmt;

use crate::build::feature_set::{Feature, FeatureSet};
use crate::error::unavailable::Reason;
use crate::hardware::{machine, table};
use crate::model::capability::Capability;
use crate::model::machine::{Gpu, Machine, Nvidia};
use crate::model::predicate::{Predicate, Rebuild};
use crate::model::requirement::Need;

/// Why this machine cannot run something. Displays as a clause, such as
/// `no NVIDIA driver is installed`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Lack {
    pub(crate) reason: Reason,
    why: String,
}

impl fmt::Display for Lack {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.why)
    }
}

/// What is easiest to change comes first.
const MOST_ACTIONABLE_FIRST: [Reason; 9] = [
    Reason::DeviceHidden,
    Reason::FeatureMismatch,
    Reason::DriverTooOld,
    Reason::NoDriver,
    Reason::ProbeFailed,
    Reason::NoDevice,
    Reason::WrongArchitecture,
    Reason::NoCpuFeature,
    Reason::WrongPlatform,
];

fn most_actionable(lacks: impl IntoIterator<Item = Lack>) -> Option<Lack> {
    let rank = |lack: &Lack| {
        MOST_ACTIONABLE_FIRST.iter().position(|reason| *reason == lack.reason).unwrap_or(usize::MAX)
    };
    lacks.into_iter().min_by_key(rank)
}

/// The two questions that a machine answers.
type Judge = fn(Need, &Machine) -> Option<Lack>;

/// Whether the machine has what is needed.
fn lack(need: Need, machine: &Machine) -> Option<Lack> {
    let lack = |reason, why| Some(Lack { reason, why });
    match need {
        Need::NvidiaGpu | Need::CudaToolkit(_) => visible_gpus(machine).err(),
        Need::ComputeCapability(needed) => {
            wrong_architecture(machine, |has| has >= version(needed), &format!("{needed} or newer"))
        }
        Need::OnlyComputeCapability(needed) => {
            wrong_architecture(machine, |has| has == version(needed), needed)
        }
        Need::Os(needed) if machine.os != needed => lack(
            Reason::WrongPlatform,
            format!("the system is {}, and {needed} is needed", machine.os),
        ),
        Need::Arch(needed) if machine.arch != needed => lack(
            Reason::WrongPlatform,
            format!("the CPU is {}, and {needed} is needed", machine.arch),
        ),
        Need::Cpu(needed) if !machine.cpu_features.contains(&needed) => {
            lack(Reason::NoCpuFeature, format!("the CPU lacks {needed}"))
        }
        Need::Os(_) | Need::Arch(_) | Need::Cpu(_) | Need::CandleFeature(_) => None,
    }
}

/// Whether something that is known of build and machine contradicts each other.
fn mismatch(need: Need, machine: &Machine) -> Option<Lack> {
    match (need, &machine.nvidia) {
        (Need::CudaToolkit(needed), Nvidia::Driver { cuda, .. }) if *cuda < version(needed) => {
            let (major, minor) = cuda;
            Some(Lack {
                reason: Reason::DriverTooOld,
                why: format!(
                    "the driver supports CUDA {major}.{minor}, and the build needs CUDA {needed}"
                ),
            })
        }
        #[cfg(feature = "candle")]
        (Need::CandleFeature(feature), _) if !crate::error::candle::is_built_with(feature) => {
            Some(Lack {
                reason: Reason::FeatureMismatch,
                why: format!("`candle-core` was built without feature `{feature}`"),
            })
        }
        _ => None,
    }
}

fn visible_gpus(machine: &Machine) -> Result<Vec<&Gpu>, Lack> {
    let lack = |reason, why: &str| Err(Lack { reason, why: String::from(why) });
    let visible: Vec<&Gpu> = machine.visible_gpus().collect();
    match &machine.nvidia {
        _ if !visible.is_empty() => Ok(visible),
        Nvidia::NoDriver => lack(Reason::NoDriver, "no NVIDIA driver is installed"),
        Nvidia::NoAnswer(why) => {
            lack(Reason::ProbeFailed, &format!("the NVIDIA driver gives no answer ({why})"))
        }
        Nvidia::Driver { gpus, .. } if !gpus.is_empty() => {
            lack(Reason::DeviceHidden, "`CUDA_VISIBLE_DEVICES` hides every GPU")
        }
        Nvidia::Driver { lost, .. } if !lost.is_empty() => {
            lack(Reason::ProbeFailed, &format!("no GPU gives an answer ({})", lost.join("; ")))
        }
        Nvidia::Driver { .. } => lack(Reason::NoDevice, "the NVIDIA driver finds no GPU"),
    }
}

fn wrong_architecture(
    machine: &Machine,
    fits: impl Fn((u32, u32)) -> bool,
    needed: &str,
) -> Option<Lack> {
    let gpus = match visible_gpus(machine) {
        Ok(gpus) => gpus,
        Err(lack) => return Some(lack),
    };
    if gpus.iter().any(|gpu| fits(gpu.compute_capability)) {
        return None;
    }
    let (major, minor) = gpus.iter().map(|gpu| gpu.compute_capability).max()?;
    Some(Lack {
        reason: Reason::WrongArchitecture,
        why: format!("the GPU's compute capability is {major}.{minor}, and {needed} is needed"),
    })
}

/// `13.0` as numbers; what is left out is 0.
fn version(text: &str) -> (u32, u32) {
    let (major, minor) = text.split_once('.').unwrap_or((text, "0"));
    // What is no number was refused when it was compiled.
    (major.parse().unwrap_or(0), minor.parse().unwrap_or(0))
}

/// What the machine lacks of what the capability's predicate needs.
pub(crate) fn lack_of(capability: &Capability) -> Option<Lack> {
    of_predicate(lack, capability.package(), built_part(capability), machine())
}

/// What is known to keep the capability from working where nothing is lacking.
pub(crate) fn mismatch_of(capability: &Capability) -> Option<Lack> {
    of_predicate(mismatch, capability.package(), built_part(capability), machine())
}

/// Of an expression with several arms, the one that is built.
fn built_part(capability: &Capability) -> Predicate {
    capability.arm().unwrap_or(capability.predicate())
}

fn of_predicate(
    judge: Judge,
    package: &str,
    predicate: Predicate,
    machine: &Machine,
) -> Option<Lack> {
    match predicate {
        Predicate::Feature(name, _) => most_actionable(
            table::needs_of(package, name).into_iter().filter_map(|need| judge(need, machine)),
        ),
        Predicate::Not(Predicate::Not(inner)) => of_predicate(judge, package, **inner, machine),
        // What a cfg says of the target is true of this machine: the binary runs here.
        Predicate::Cfg(..) | Predicate::Not(_) => None,
        Predicate::All(all) => most_actionable(
            all.iter().filter_map(|part| of_predicate(judge, package, *part, machine)),
        ),
        Predicate::Any(any) => {
            // What is built decides; what is not built would do as well where nothing is.
            let is_built = any.iter().any(Predicate::holds);
            let parts = any.iter().filter(|part| {
                // No feature makes true what is false of the target.
                part.holds() || !is_built && !part.rebuilds().is_empty()
            });
            let lacks: Option<Vec<Lack>> =
                parts.map(|part| of_predicate(judge, package, *part, machine)).collect();
            most_actionable(lacks?)
        }
    }
}

/// What this machine lacks of what a feature of a package needs.
pub(crate) fn lack_of_feature(package: &str, feature: &'static str) -> Option<Lack> {
    lack_on(machine(), package, feature)
}

fn lack_on(machine: &Machine, package: &str, feature: &'static str) -> Option<Lack> {
    of_predicate(lack, package, Predicate::Feature(feature, true), machine)
}

/// Those ways to rebuild that end in something this machine can run, what is made for this very
/// machine first; or what it lacks for the first of them.
pub(crate) fn possible(package: &str, ways: &[Rebuild]) -> Result<Vec<Rebuild>, Lack> {
    possible_on(machine(), package, ways)
}

fn possible_on(machine: &Machine, package: &str, ways: &[Rebuild]) -> Result<Vec<Rebuild>, Lack> {
    let mut possible = Vec::new();
    let mut lacks = Vec::new();
    for way in ways {
        let lacking = way.enable.iter().filter_map(|name| lack_on(machine, package, name));
        match most_actionable(lacking) {
            Some(lack) => lacks.push(lack),
            None => possible.push(way.clone()),
        }
    }
    match lacks.into_iter().next() {
        Some(lack) if possible.is_empty() => Err(lack),
        _ => {
            possible.sort_by_key(|way| {
                Reverse(way.enable.iter().any(|name| is_made_for_one(package, name)))
            });
            Ok(possible)
        }
    }
}

/// Whether the feature's code is for one architecture alone.
fn is_made_for_one(package: &str, feature: &str) -> bool {
    let is_one = |need: &Need| matches!(need, Need::OnlyComputeCapability(_));
    table::needs_of(package, feature).iter().any(is_one)
}

fn needs_gpu(feature: &Feature) -> bool {
    table::needs_of(feature.package(), feature.name()).iter().any(|need| {
        matches!(
            need,
            Need::NvidiaGpu
                | Need::ComputeCapability(_)
                | Need::OnlyComputeCapability(_)
                | Need::CudaToolkit(_)
        )
    })
}

/// What the user can act on, a sentence each.
pub(crate) fn advice() -> Vec<String> {
    unusable_features().iter().map(ToString::to_string).chain(unused_gpu()).collect()
}

/// A GPU that nothing in this build can use, though its packages have features that could, and how
/// to rebuild.
fn unused_gpu() -> Option<String> {
    let machine = machine();
    let gpu = machine.visible_gpus().max_by_key(|gpu| gpu.compute_capability)?;
    let set = FeatureSet::current();
    let names = for_unused_gpu(machine, set.iter());
    if names.is_empty() {
        return None;
    }
    let (major, minor) = gpu.compute_capability;
    Some(format!(
        "{} (compute capability {major}.{minor}) is present and unused. {}.",
        gpu.name,
        set.compilation_hints(&names)
    ))
}

/// The features that would use a GPU of the machine; none where one that is on does.
fn for_unused_gpu<'a>(
    machine: &Machine,
    features: impl Iterator<Item = &'a Feature>,
) -> Vec<&'static str> {
    let for_gpus: Vec<&Feature> = features.filter(|feature| needs_gpu(feature)).collect();
    if for_gpus.iter().any(|feature| feature.enabled()) {
        return Vec::new();
    }
    let mut names: Vec<&'static str> = Vec::new();
    for feature in for_gpus {
        let fits = lack_on(machine, feature.package(), feature.name()).is_none();
        if fits && !names.contains(&feature.name()) {
            names.push(feature.name());
        }
    }
    // One kernel of the two, the one that is made for the GPU.
    if names.contains(&"flash-attn-v3") {
        names.retain(|name| *name != "flash-attn");
    }
    names
}

/// A feature that is on in this build and that this machine cannot run.
///
/// Displays as one line, such as
/// ``feature `cuda` of `my-llm` is on but unusable here: no NVIDIA driver is installed``.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnusableFeature {
    feature: Feature,
    lack: Lack,
}

impl UnusableFeature {
    /// The feature.
    #[must_use]
    pub fn feature(&self) -> Feature {
        self.feature
    }

    /// Why, as a stable code.
    #[must_use]
    pub fn reason(&self) -> Reason {
        self.lack.reason
    }
}

impl fmt::Display for UnusableFeature {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { feature, lack } = self;
        let (name, package) = (feature.name(), feature.package());
        write!(f, "feature `{name}` of `{package}` is on but unusable here: {lack}")
    }
}

/// The features that are on in this build and that this machine cannot run, sorted by package and
/// name. Probes the machine at the first call.
#[must_use]
pub fn unusable_features() -> Vec<UnusableFeature> {
    let machine = machine();
    FeatureSet::current()
        .iter()
        .filter(|feature| feature.enabled())
        .filter_map(|feature| {
            let needs = table::own_needs_of(feature.package(), feature.name());
            let lacks = needs.iter().filter_map(|need| lack(*need, machine));
            let mismatches = needs.iter().filter_map(|need| mismatch(*need, machine));
            let lack = most_actionable(lacks).or_else(|| most_actionable(mismatches))?;
            Some(UnusableFeature { feature: *feature, lack })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::predicate::Predicate::{All, Any, Cfg, Not};

    const CUDA: Predicate = Predicate::Feature("cuda", false);
    const FLASH: Predicate = Predicate::Feature("flash-attn", false);
    const METAL: Predicate = Predicate::Feature("metal", false);
    const BUILT: Predicate = Predicate::Feature("cuda", true);

    /// Linux on x86-64 with these GPUs, by compute capability.
    fn with_gpus(capabilities: &[(u32, u32)]) -> Machine {
        let mut machine = Machine::new("linux", "x86_64");
        machine.nvidia = Nvidia::Driver {
            version: String::from("580.159"),
            cuda: (13, 0),
            gpus: capabilities.iter().map(|&of| Gpu::new("GPU", 80 << 30, of)).collect(),
            lost: Vec::new(),
        };
        machine
    }

    fn reason(feature: &'static str, machine: &Machine) -> Option<Reason> {
        lack_on(machine, "my-llm", feature).map(|lack| lack.reason)
    }

    #[test]
    fn every_cell_of_the_table() {
        let none = Machine::new("linux", "x86_64");
        let [ampere, hopper, blackwell, turing] =
            [(8, 6), (9, 0), (10, 0), (7, 5)].map(|capability| with_gpus(&[capability]));
        let mac = Machine::new("macos", "aarch64");
        let (no_driver, architecture, platform) =
            (Some(Reason::NoDriver), Some(Reason::WrongArchitecture), Some(Reason::WrongPlatform));
        let machines = [&none, &turing, &ampere, &hopper, &blackwell, &mac];
        for (feature, expected) in [
            ("cuda", [no_driver, None, None, None, None, no_driver]),
            ("cudnn", [no_driver, None, None, None, None, no_driver]),
            ("nccl", [no_driver, None, None, None, None, no_driver]),
            ("flash-attn", [no_driver, architecture, None, None, None, no_driver]),
            (
                "flash-attn-v3",
                [no_driver, architecture, architecture, None, architecture, no_driver],
            ),
            ("metal", [platform, platform, platform, platform, platform, None]),
            ("accelerate", [platform, platform, platform, platform, platform, None]),
            ("mkl", [None, None, None, None, None, platform]),
            ("tokenizers", [None; 6]),
        ] {
            assert_eq!(machines.map(|machine| reason(feature, machine)), expected, "{feature}");
        }
    }

    #[test]
    fn one_fitting_gpu_is_enough() {
        assert_eq!(reason("flash-attn", &with_gpus(&[(7, 5), (8, 0)])), None);
        let lack = lack_on(&with_gpus(&[(7, 0), (7, 5)]), "my-llm", "flash-attn").unwrap();
        assert_eq!(
            lack.to_string(),
            "the GPU's compute capability is 7.5, and 8.0 or newer is needed"
        );
        let mut machine = with_gpus(&[(9, 0), (7, 5)]);
        if let Nvidia::Driver { gpus, .. } = &mut machine.nvidia {
            gpus[0].hidden = true;
        }
        assert_eq!(reason("flash-attn-v3", &machine), Some(Reason::WrongArchitecture));
    }

    #[test]
    fn a_predicate_lacks_what_all_of_it_or_none_of_it_has() {
        let (turing, none) = (with_gpus(&[(7, 5)]), Machine::new("linux", "x86_64"));
        let judged = |predicate: Predicate, machine: &Machine| {
            of_predicate(lack, "my-llm", predicate, machine).map(|lack| lack.reason)
        };
        assert_eq!(judged(All(&[CUDA, FLASH]), &turing), Some(Reason::WrongArchitecture));
        assert_eq!(judged(Any(&[FLASH, CUDA]), &turing), None);
        assert_eq!(judged(Any(&[FLASH, METAL]), &turing), Some(Reason::WrongArchitecture));
        // What is built decides.
        assert_eq!(judged(Any(&[METAL, BUILT]), &none), Some(Reason::NoDriver));
        assert_eq!(judged(All(&[Cfg("unix", false), Not(&CUDA)]), &none), None);
        assert_eq!(judged(Not(&Not(&CUDA)), &none), Some(Reason::NoDriver));
        let elsewhere = Cfg("target_os = \"macos\"", false);
        let kernels = [All(&[CUDA, Predicate::Feature("itoa", true)]), elsewhere];
        assert_eq!(judged(Any(kernels.to_vec().leak()), &none), Some(Reason::NoDriver));
        // The easiest to change first.
        assert_eq!(judged(All(&[METAL, CUDA]), &none), Some(Reason::NoDriver));
    }

    #[test]
    fn rebuilds_are_for_this_machine() {
        let ways = || {
            Predicate::rebuilds(&Any(&[
                Predicate::Feature("flash-attn", false),
                Predicate::Feature("flash-attn-v3", false),
            ]))
        };
        let names = |machine: &Machine| -> Vec<&str> {
            let possible = possible_on(machine, "my-llm", &ways()).unwrap_or_default();
            possible.iter().map(|way| way.enable[0]).collect()
        };
        assert_eq!(names(&with_gpus(&[(9, 0)])), ["flash-attn-v3", "flash-attn"]);
        assert_eq!(names(&with_gpus(&[(8, 0)])), ["flash-attn"]);
        assert_eq!(names(&with_gpus(&[(12, 0)])), ["flash-attn"]);
        let none = possible_on(&Machine::new("linux", "x86_64"), "my-llm", &ways());
        assert_eq!(none.unwrap_err().reason, Reason::NoDriver);
        assert_eq!(possible_on(&with_gpus(&[]), "my-llm", &[]), Ok(vec![]));
    }

    #[test]
    fn an_unused_gpu_names_what_would_use_it() {
        let declared = |names: &[&'static str], enabled| -> Vec<Feature> {
            names.iter().map(|name| Feature::new("my-llm", name, enabled)).collect()
        };
        let off = declared(&["cuda", "flash-attn", "flash-attn-v3", "metal", "serde"], false);
        let hopper = with_gpus(&[(9, 0)]);
        assert_eq!(for_unused_gpu(&hopper, off.iter()), ["cuda", "flash-attn-v3"]);
        assert_eq!(for_unused_gpu(&with_gpus(&[(8, 0)]), off.iter()), ["cuda", "flash-attn"]);
        assert_eq!(for_unused_gpu(&with_gpus(&[(7, 5)]), off.iter()), ["cuda"]);
        assert!(for_unused_gpu(&Machine::new("macos", "aarch64"), off.iter()).is_empty());
        let on = declared(&["cuda"], true);
        assert!(for_unused_gpu(&hopper, off.iter().chain(&on)).is_empty());
    }

    #[test]
    fn what_is_known_of_the_build_may_contradict_the_machine() {
        let needed = |toolkit| mismatch(Need::CudaToolkit(toolkit), &with_gpus(&[(9, 0)]));
        assert_eq!(needed("13.0"), None);
        assert_eq!(needed("12.8"), None);
        let lack = needed("13.1").unwrap();
        assert_eq!(lack.reason, Reason::DriverTooOld);
        assert_eq!(
            lack.to_string(),
            "the driver supports CUDA 13.0, and the build needs CUDA 13.1"
        );
        let candle = mismatch(Need::CandleFeature("cuda"), &with_gpus(&[(9, 0)]));
        // candle-core is built without its features here.
        assert_eq!(
            candle.map(|lack| lack.to_string()),
            cfg!(feature = "candle")
                .then(|| String::from("`candle-core` was built without feature `cuda`"))
        );
    }
}
