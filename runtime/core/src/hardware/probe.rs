//! Asks the machine. Nothing here depends on the features of the build that is judged.

use std::sync::mpsc::{RecvTimeoutError, sync_channel};
use std::time::Duration;

use nvml_wrapper::Nvml;
use nvml_wrapper::error::NvmlError;

use crate::model::machine::{Gpu, Machine, Nvidia};
use crate::sync::lazy::Lazy;

/// How long a probe may take.
const DEADLINE: Duration = Duration::from_secs(1);

/// What the first probe of this process found.
pub(crate) fn probed() -> &'static Machine {
    static MACHINE: Lazy<Machine> = Lazy::new();
    MACHINE.get_or_make(probe)
}

/// Asks the operating system, the CPU and the drivers.
fn probe() -> Machine {
    let mut machine = Machine::new(std::env::consts::OS, std::env::consts::ARCH);
    machine.cores = std::thread::available_parallelism().map_or(1, usize::from);
    machine.cpu_features = cpu_features();
    match within(DEADLINE, || (nvidia(), metal())) {
        Ok((nvidia, metal)) => {
            machine.nvidia = nvidia;
            machine.metal = metal;
        }
        Err(why) => machine.nvidia = Nvidia::NoAnswer(why),
    }
    machine
}

/// What `probe` finds, or why it found nothing in time: drivers hang, and panic through wrappers.
///
/// A probe that hangs keeps its thread.
fn within<T: Send + 'static>(
    deadline: Duration,
    probe: impl FnOnce() -> T + Send + 'static,
) -> Result<T, String> {
    let (sender, receiver) = sync_channel(1);
    let thread = std::thread::Builder::new()
        .name(String::from("featherfall-probe"))
        // Nobody listens any more after the deadline.
        .spawn(move || drop(sender.send(probe())));
    if let Err(error) = thread {
        return Err(format!("no thread for the probe: {error}"));
    }
    receiver.recv_timeout(deadline).map_err(|error| match error {
        RecvTimeoutError::Timeout => format!("nothing within {deadline:?}"),
        RecvTimeoutError::Disconnected => String::from("the probe panicked"),
    })
}

fn nvidia() -> Nvidia {
    let driver = match Nvml::init() {
        Ok(driver) => driver,
        Err(NvmlError::LibloadingError(_) | NvmlError::LibraryNotFound) => {
            // What the kernel's part of the driver leaves where programs see it.
            let is_there = |path| std::path::Path::new(path).exists();
            return without_library(is_there("/proc/driver/nvidia") || is_there("/dev/nvidiactl"));
        }
        Err(error) => return Nvidia::NoAnswer(error.to_string()),
    };
    ask(&driver).unwrap_or_else(|error| Nvidia::NoAnswer(error.to_string()))
}

/// What is known where the library is missing that asks the driver.
fn without_library(has_driver: bool) -> Nvidia {
    if has_driver {
        return Nvidia::NoAnswer(String::from(
            "it is installed and cannot be asked here, as in a container without the driver capability `utility`",
        ));
    }
    Nvidia::NoDriver
}

fn ask(driver: &Nvml) -> Result<Nvidia, NvmlError> {
    let cuda = driver.sys_cuda_driver_version()?.unsigned_abs();
    let visible = std::env::var("CUDA_VISIBLE_DEVICES").ok();
    let mut gpus = Vec::new();
    let mut lost = Vec::new();
    for index in 0..driver.device_count()? {
        let gpu = || -> Result<(Vec<String>, Gpu), NvmlError> {
            let device = driver.device_by_index(index)?;
            let capability = device.cuda_compute_capability()?;
            let compute_capability =
                (capability.major.unsigned_abs(), capability.minor.unsigned_abs());
            let gpu = Gpu::new(device.name()?, device.memory_info()?.total, compute_capability);
            // Parts of a GPU are devices of their own.
            let parts = (0..device.mig_device_count().unwrap_or(0))
                .filter_map(|part| device.mig_device_by_index(part).ok()?.uuid().ok());
            let uuids: Vec<String> = std::iter::once(device.uuid()?).chain(parts).collect();
            Ok((uuids, gpu))
        };
        match gpu() {
            Ok((uuids, gpu)) => {
                let hidden = visible.as_deref().is_some_and(|list| is_hidden(list, index, &uuids));
                gpus.push(Gpu { hidden, ..gpu });
            }
            Err(error) => lost.push(format!("GPU {index}: {error}")),
        }
    }
    Ok(Nvidia::Driver {
        version: driver.sys_driver_version()?,
        // 13000 is 13.0, as in `cuDriverGetVersion`.
        cuda: (cuda / 1000, cuda % 1000 / 10),
        gpus,
        lost,
    })
}

/// Whether `CUDA_VISIBLE_DEVICES` hides a GPU and all its parts: it lists indices and beginnings of
/// UUIDs, of parts also as `MIG-GPU-<UUID>/<instance>/<instance>`, and the first that means nothing
/// ends the list.
/// <https://docs.nvidia.com/cuda/cuda-c-programming-guide/#cuda-environment-variables>
///
/// Where several kinds of GPUs stand in one machine, CUDA may count them in another order than the
/// driver, unless `CUDA_DEVICE_ORDER` is `PCI_BUS_ID`.
fn is_hidden(list: &str, index: u32, uuids: &[String]) -> bool {
    let means = |word: &str| -> Option<bool> {
        match word.parse::<u32>() {
            Ok(visible) => Some(visible == index),
            Err(_) if word.starts_with("GPU-") || word.starts_with("MIG-") => {
                let whole = word.strip_prefix("MIG-GPU-").and_then(|rest| rest.split_once('/'));
                let of_part = |uuid: &String| {
                    whole.is_some_and(|(whole, _)| uuid.strip_prefix("GPU-") == Some(whole))
                };
                Some(uuids.iter().any(|uuid| uuid.starts_with(word) || of_part(uuid)))
            }
            Err(_) => None,
        }
    };
    !list.split(',').map_while(|word| means(word.trim())).any(|is_meant| is_meant)
}

#[cfg(target_os = "macos")]
fn metal() -> Vec<String> {
    use objc2_metal::{MTLCopyAllDevices, MTLDevice as _};
    MTLCopyAllDevices().iter().map(|device| device.name().to_string()).collect()
}

#[cfg(not(target_os = "macos"))]
fn metal() -> Vec<String> {
    Vec::new()
}

fn cpu_features() -> Vec<&'static str> {
    #[cfg(target_arch = "x86_64")]
    let found = {
        // The standard library does not detect AMX on stable Rust.
        let amx = raw_cpuid::CpuId::new()
            .get_extended_feature_info()
            .is_some_and(|features| features.has_amx_tile());
        vec![
            ("avx2", std::arch::is_x86_feature_detected!("avx2")),
            ("avx512f", std::arch::is_x86_feature_detected!("avx512f")),
            ("f16c", std::arch::is_x86_feature_detected!("f16c")),
            ("fma", std::arch::is_x86_feature_detected!("fma")),
            ("amx-tile", amx),
        ]
    };
    #[cfg(target_arch = "aarch64")]
    let found = vec![("neon", std::arch::is_aarch64_feature_detected!("neon"))];
    #[cfg(not(any(target_arch = "x86_64", target_arch = "aarch64")))]
    let found: Vec<(&str, bool)> = Vec::new();
    found.into_iter().filter(|(_, has)| *has).map(|(name, _)| name).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_probe_that_answers_is_believed() {
        assert_eq!(within(Duration::MAX, || 7), Ok(7));
    }

    #[test]
    fn a_probe_that_hangs_is_given_up() {
        // It hangs until this test is over, so whoever waits for it never comes back.
        let (_end, hang) = sync_channel::<()>(0);
        let why = within(Duration::from_millis(20), move || hang.recv().is_ok());
        assert_eq!(why.unwrap_err(), "nothing within 20ms");
    }

    #[test]
    fn a_probe_that_panics_is_reported() {
        let why = within(Duration::MAX, || panic!("a driver's wrapper"));
        assert_eq!(why, Err::<(), _>(String::from("the probe panicked")));
    }

    #[test]
    fn cuda_visible_devices_as_cuda_reads_it() {
        let uuids = ["GPU-8932f937-d72c-4106-c12f-20bd9faed9f6", "MIG-5a61"].map(String::from);
        assert_eq!(without_library(false), Nvidia::NoDriver);
        assert!(matches!(without_library(true), Nvidia::NoAnswer(why) if why.contains("utility")));
        for (list, hidden) in [
            ("0,1", false),
            (" 1 ", false),
            ("0", true),
            ("", true),
            ("-1", true),
            ("0,-1,1", true),
            ("1,-1", false),
            ("NoDevFiles", true),
            ("GPU-8932f937", false),
            ("GPU-89,GPU-77", false),
            ("GPU-77", true),
            ("MIG-5a61", false),
            ("MIG-77", true),
            ("MIG-GPU-8932f937-d72c-4106-c12f-20bd9faed9f6/1/0", false),
            ("MIG-GPU-77/1/0", true),
            ("0,MIG-5a61", false),
        ] {
            assert_eq!(is_hidden(list, 1, &uuids), hidden, "{list:?}");
        }
    }

    #[test]
    fn this_machine_is_probed() {
        let machine = probe();
        assert_eq!((&*machine.os, &*machine.arch), (std::env::consts::OS, std::env::consts::ARCH));
        assert!(machine.cores >= 1);
        #[cfg(target_os = "linux")]
        {
            // The kernel's list, which names the features as rustc does (`fma`, `f16c`, ..).
            let flags = std::fs::read_to_string("/proc/cpuinfo").unwrap();
            let words: Vec<&str> = flags.split_whitespace().collect();
            for feature in ["avx2", "avx512f", "f16c", "fma"] {
                let has = machine.cpu_features.contains(&feature);
                assert_eq!(has, words.contains(&feature), "{feature}");
            }
        }
    }
}
