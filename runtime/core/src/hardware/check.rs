//! Needs against a machine: what it lacks, and what follows from that.

use std::fmt;

use crate::hardware::declared::DeclaredBy;
use crate::hardware::table;
use crate::model::machine::{Gpu, Machine, Nvidia};
use crate::model::predicate::Predicate;
use crate::model::reason::Reason;
use crate::model::requirement::Need;
use crate::rebuild::terms::Terms;

/// Why this machine cannot run something. Displays as a clause, such as
/// `no NVIDIA driver is installed`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub(crate) struct Lack {
    pub(crate) reason: Reason,
    pub(crate) why: String,
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

pub(crate) fn most_actionable(lacks: impl IntoIterator<Item = Lack>) -> Option<Lack> {
    let rank = |lack: &Lack| {
        MOST_ACTIONABLE_FIRST.iter().position(|reason| *reason == lack.reason).unwrap_or(usize::MAX)
    };
    lacks.into_iter().min_by_key(rank)
}

/// What every machine lacks that a build for this target runs on.
pub(crate) fn lack_of_target(need: Need) -> Option<Lack> {
    let target = Machine::new(std::env::consts::OS, std::env::consts::ARCH);
    lack(need, &target).filter(|lack| lack.reason == Reason::WrongPlatform)
}

/// What a machine lacks of a need.
pub(crate) fn lack(need: Need, machine: &Machine) -> Option<Lack> {
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
        // The last is no matter of the machine.
        Need::Os(_) | Need::Arch(_) | Need::Cpu(_) | Need::CandleFeature(_) => None,
    }
}

/// What is known of build and machine that contradicts each other.
pub(crate) fn mismatch(need: Need, machine: &Machine) -> Option<Lack> {
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

/// Whether features can make it hold.
fn can_be_built(predicate: &Predicate) -> bool {
    !Terms::of(predicate, true, &|_| false).list.is_empty()
}

/// One question about what features need, asked for each need.
pub(crate) struct Question<'a> {
    /// The features of the package that the predicates are about.
    pub(crate) declared: DeclaredBy<'a>,
    /// What is missing of a need.
    pub(crate) missing: &'a dyn Fn(Need) -> Option<Lack>,
}

impl Question<'_> {
    /// What is missing of what a feature needs.
    pub(crate) fn of_feature(&self, name: &str) -> Option<Lack> {
        most_actionable(table::needs_of(self.declared, name).into_iter().filter_map(self.missing))
    }

    /// What is missing of what a predicate needs.
    pub(crate) fn of_predicate(&self, predicate: Predicate) -> Option<Lack> {
        match predicate {
            Predicate::Feature(name, _) => self.of_feature(name),
            Predicate::Not(Predicate::Not(inner)) => self.of_predicate(**inner),
            // What a cfg says of the target is true of this machine: the binary runs here.
            Predicate::Cfg(..) | Predicate::Not(_) => None,
            Predicate::All(all) => {
                most_actionable(all.iter().filter_map(|part| self.of_predicate(*part)))
            }
            Predicate::Any(any) => {
                // What is built decides; what is not built would do as well where nothing is.
                let is_built = any.iter().any(Predicate::holds);
                let parts = any.iter().filter(|part| {
                    // No feature makes true what is false of the target.
                    part.holds() || !is_built && can_be_built(part)
                });
                let lacks: Option<Vec<Lack>> = parts.map(|part| self.of_predicate(*part)).collect();
                most_actionable(lacks?)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::predicate::Predicate::{All, Any, Cfg, Not};

    fn ask<R>(machine: &Machine, question: impl FnOnce(Question<'_>) -> R) -> R {
        question(Question { declared: DeclaredBy(&[]), missing: &|need| lack(need, machine) })
    }

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
        ask(machine, |it| it.of_feature(feature)).map(|lack| lack.reason)
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
        let lack = ask(&with_gpus(&[(7, 0), (7, 5)]), |it| it.of_feature("flash-attn")).unwrap();
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
            ask(machine, |it| it.of_predicate(predicate)).map(|lack| lack.reason)
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
    }

    #[test]
    fn the_sentence_names_the_one_thing_to_change() {
        let with = |nvidia| Machine { nvidia, ..Machine::new("linux", "x86_64") };
        let mut hidden = with_gpus(&[(9, 0)]);
        let mut old_driver = with_gpus(&[(9, 0)]);
        if let (Nvidia::Driver { gpus, .. }, Nvidia::Driver { cuda, .. }) =
            (&mut hidden.nvidia, &mut old_driver.nvidia)
        {
            gpus[0].hidden = true;
            *cuda = (12, 2);
        }
        let unasked = with(Nvidia::NoAnswer(String::from("it cannot be asked here")));
        let without_gpu = with_gpus(&[]);
        for (what, machine, expected) in [
            ("no driver", with(Nvidia::NoDriver), "no NVIDIA driver is installed"),
            ("hidden", hidden, "`CUDA_VISIBLE_DEVICES` hides every GPU"),
            ("no GPU", without_gpu, "the NVIDIA driver finds no GPU"),
            ("unasked", unasked, "the NVIDIA driver gives no answer (it cannot be asked here)"),
            (
                "old GPU",
                with_gpus(&[(7, 5)]),
                "the GPU's compute capability is 7.5, and 8.0 or newer is needed",
            ),
            (
                "old driver",
                old_driver,
                "the driver supports CUDA 12.2, and the build needs CUDA 12.8",
            ),
            // What is missing is the feature alone. Parts of a GPU are GPUs.
            ("all there", with_gpus(&[(9, 0)]), ""),
        ] {
            let lacks = ask(&machine, |it| it.of_feature("flash-attn"));
            let lack = lacks.or_else(|| mismatch(Need::CudaToolkit("12.8"), &machine));
            assert_eq!(lack.map_or_else(String::new, |it| it.to_string()), expected, "{what}");
        }
    }
}
