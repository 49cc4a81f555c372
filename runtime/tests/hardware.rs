//! The feature `hardware` on simulated machines. `candle` stands for a feature with needs, and is on in
//! one build and off in another.
#![allow(clippy::unnecessary_wraps, reason = "the errors are what is tested")]

use std::io;

use featherfall::hardware::{Gpu, Machine, Nvidia, machine};
use featherfall::testing::{force_unavailable, simulate_machine};
use featherfall::{FeatureSet, Reason, require_feature, requires_feature};

featherfall::feature_set!(requires(
    "candle",
    compute_capability = "8.0",
    cuda_toolkit = "13.0",
    cpu = "avx512f",
    arch = "x86_64",
    os = "linux",
));

const BUILT: bool = cfg!(feature = "candle");

#[requires_feature("candle", alternative = "use the CPU")]
fn attention_cuda() -> io::Result<()> {
    Ok(())
}

#[requires_feature(any("candle", not("candle")), otherwise = 0, when(x > 0, "x must be positive"))]
fn conditional(x: u32) -> u32 {
    x
}

#[requires_feature("candle", when(x > 0, "x must be positive"))]
fn conditional_cuda(x: u32) -> io::Result<u32> {
    Ok(x)
}

fn capable() -> Machine {
    let mut machine = Machine::new("linux", "x86_64");
    machine.cores = 16;
    machine.cpu_features = vec!["avx2", "avx512f"];
    machine.nvidia = driver(vec![Gpu::new("NVIDIA H200", 140 << 30, (9, 0))]);
    machine
}

fn driver(gpus: Vec<Gpu>) -> Nvidia {
    Nvidia::Driver { version: String::from("580.159"), cuda: (13, 0), gpus, lost: Vec::new() }
}

fn hidden(mut gpu: Gpu) -> Gpu {
    gpu.hidden = true;
    gpu
}

/// The row of a capability in the JSON report.
fn row(capability: &str) -> serde_json::Value {
    let report: serde_json::Value = serde_json::from_str(&featherfall::report().to_json()).unwrap();
    let rows = report["capabilities"].as_array().unwrap();
    rows.iter().find(|row| row["capability"] == capability).unwrap().clone()
}

/// Every way in which a machine can fall short: the machine, the reason, in words, and whether the
/// machine has all it needs.
fn short() -> Vec<(Machine, Reason, &'static str, bool)> {
    let with = |change: &dyn Fn(&mut Machine)| {
        let mut machine = capable();
        change(&mut machine);
        machine
    };
    let hidden = hidden(Gpu::new("NVIDIA H200", 140 << 30, (9, 0)));
    vec![
        (
            with(&|machine| machine.nvidia = Nvidia::NoDriver),
            Reason::NoDriver,
            "no NVIDIA driver is installed",
            false,
        ),
        (
            with(&|machine| machine.nvidia = Nvidia::NoAnswer(String::from("nothing within 1s"))),
            Reason::ProbeFailed,
            "the NVIDIA driver gives no answer (nothing within 1s)",
            false,
        ),
        (
            with(&|machine| {
                machine.nvidia = Nvidia::Driver {
                    version: String::from("580.159"),
                    cuda: (13, 0),
                    gpus: vec![],
                    lost: vec![String::from("GPU 0: device fell off the bus")],
                };
            }),
            Reason::ProbeFailed,
            "no GPU gives an answer (GPU 0: device fell off the bus)",
            false,
        ),
        (
            with(&|machine| machine.nvidia = driver(vec![])),
            Reason::NoDevice,
            "the NVIDIA driver finds no GPU",
            false,
        ),
        (
            with(&|machine| machine.nvidia = driver(vec![hidden.clone()])),
            Reason::DeviceHidden,
            "`CUDA_VISIBLE_DEVICES` hides every GPU",
            false,
        ),
        (
            with(&|machine| machine.nvidia = driver(vec![Gpu::new("Tesla T4", 16 << 30, (7, 5))])),
            Reason::WrongArchitecture,
            "the GPU's compute capability is 7.5, and 8.0 or newer is needed",
            false,
        ),
        (
            with(&|machine| {
                if let Nvidia::Driver { cuda, .. } = &mut machine.nvidia {
                    *cuda = (12, 4);
                }
            }),
            Reason::DriverTooOld,
            "the driver supports CUDA 12.4, and the build needs CUDA 13.0",
            true,
        ),
        (
            with(&|machine| machine.cpu_features.clear()),
            Reason::NoCpuFeature,
            "the CPU lacks avx512f",
            false,
        ),
        (
            with(&|machine| machine.arch = String::from("aarch64")),
            Reason::WrongPlatform,
            "the CPU is aarch64, and x86_64 is needed",
            false,
        ),
        (
            with(&|machine| machine.os = String::from("windows")),
            Reason::WrongPlatform,
            "the system is windows, and linux is needed",
            false,
        ),
    ]
}

#[test]
fn the_columns_of_every_machine() {
    for (machine, reason, why, available) in short() {
        let _machine = simulate_machine(machine);
        let row = row("attention_cuda");
        // One without the feature always says that it is not compiled, one with it never.
        let expected = if BUILT { reason } else { Reason::NotCompiled };
        assert_eq!(row["reason"], expected.code(), "{why}");
        assert_eq!(row["built"], BUILT);
        assert_eq!(row["available"], available, "{why}");
        assert_eq!(row["usable"], false);
        let hint = row["hint"].as_str().unwrap();
        assert_eq!(hint, format!("{why}; use the CPU"));
        let unusable: Vec<_> = FeatureSet::current().unusable();
        assert_eq!(unusable.len(), usize::from(BUILT));
        for feature in unusable {
            assert_eq!((feature.feature().name(), feature.reason()), ("candle", reason));
            let text = format!("feature `candle` of `featherfall` is on but unusable here: {why}");
            assert_eq!(feature.to_string(), text);
            assert!(featherfall::report().to_string().contains(&text));
        }
    }
}

#[test]
fn a_capable_machine() {
    let _machine = simulate_machine(capable());
    let row = row("attention_cuda");
    assert_eq!((&row["built"], &row["available"]), (&BUILT.into(), &true.into()));
    assert_eq!(row["usable"], BUILT);
    assert_eq!(row["reason"] == "not-compiled", !BUILT);
    assert_eq!(row["reason"].is_null(), BUILT);
    assert!(FeatureSet::current().unusable().is_empty());
    let report = featherfall::report().to_string();
    let line = "machine    NVIDIA H200 140 GiB, compute 9.0, driver 580.159, CUDA 13.0 · 16 cores · avx2 avx512f\n";
    assert!(report.contains(line), "{report}");
    let unused =
        "NVIDIA H200 (compute capability 9.0) is present and unused. Rebuild with `--features ";
    assert_eq!(report.contains(unused), !BUILT, "{report}");
    let json: serde_json::Value = serde_json::from_str(&featherfall::report().to_json()).unwrap();
    assert_eq!(json["machine"]["nvidia"]["driver"]["gpus"][0]["compute_capability"][0], 9);
}

#[test]
fn errors_suggest_only_what_the_machine_can_run() {
    let error = |machine| {
        let _machine = simulate_machine(machine);
        let _forced = force_unavailable("attention_cuda").because(Reason::NotCompiled);
        attention_cuda().unwrap_err().to_string()
    };
    let capable = error(capable());
    let lack = "`attention_cuda` is unavailable: `featherfall` was built without feature `candle`.";
    assert!(capable.starts_with(&format!("{lack} Rebuild with `--features ")), "{capable}");
    assert!(capable.ends_with("`. Alternatively, use the CPU."), "{capable}");
    for (machine, _, why, _) in short() {
        assert_eq!(
            error(machine),
            format!("{lack} No rebuild helps on this machine: {why}. Alternatively, use the CPU.")
        );
    }
}

#[test]
fn a_gpu_that_only_the_driver_keeps_from_being_used() {
    let (old_driver, ..) = short().swap_remove(6);
    let _machine = simulate_machine(old_driver);
    let report = featherfall::report().to_string();
    let why = "the driver supports CUDA 12.4, and the build needs CUDA 13.0";
    let unused = "NVIDIA H200 (compute capability 9.0) is present and unused.";
    let unused = format!("{unused} No rebuild helps on this machine: {why}.");
    assert_eq!(report.contains(&unused), !BUILT, "{report}");
}

#[test]
fn required_features_suggest_only_what_the_machine_can_run() {
    let _machine = simulate_machine(Machine::new("linux", "x86_64"));
    let hints = FeatureSet::current().compilation_hints(&["candle"]);
    if BUILT {
        assert_eq!(hints, "");
    } else {
        assert_eq!(hints, "No rebuild helps on this machine: no NVIDIA driver is installed");
        let error = require_feature("candle").unwrap_err().to_string();
        assert_eq!(error, format!("feature `candle` is not enabled. {hints}."));
    }
}

#[test]
fn a_failed_condition_says_what_the_machine_lacks() {
    let error = |machine| {
        let _machine = simulate_machine(machine);
        conditional_cuda(0).unwrap_err().to_string()
    };
    let (hidden, ..) = short().swap_remove(4);
    if BUILT {
        let condition = "`conditional_cuda` is unavailable: x must be positive.";
        let lack = "On this machine `CUDA_VISIBLE_DEVICES` hides every GPU.";
        assert_eq!(error(hidden), format!("{condition} {lack}"));
        assert_eq!(error(capable()), condition);
    } else {
        assert!(error(hidden).ends_with("machine: `CUDA_VISIBLE_DEVICES` hides every GPU."));
        assert!(error(capable()).contains("Rebuild with `--features "));
    }
}

#[test]
fn what_ran_is_available() {
    let _machine = simulate_machine(Machine::new("linux", "riscv64"));
    assert_eq!(conditional(1), 1);
    let row = row("conditional");
    assert_eq!((&row["available"], &row["usable"]), (&true.into(), &true.into()));
}

#[test]
fn the_latest_machine_wins_on_its_thread() {
    let real = machine();
    let outer = simulate_machine(Machine::new("linux", "x86_64"));
    let inner = simulate_machine(capable());
    assert_eq!(machine(), &capable());
    assert_eq!(std::thread::spawn(machine).join().unwrap(), real);
    drop(inner);
    assert_eq!(machine().cores, 1);
    drop(outer);
    assert_eq!(machine(), real);
}

#[test]
fn a_machine_in_one_line() {
    let line = |change: &dyn Fn(&mut Machine)| {
        let mut machine = Machine::new("linux", "x86_64");
        change(&mut machine);
        machine.to_string()
    };
    assert_eq!(line(&|_| ()), "no NVIDIA driver · 1 core");
    let a100 = || Gpu::new("NVIDIA A100", 80 << 30, (8, 0));
    assert_eq!(
        line(&|machine| machine.nvidia = driver(vec![a100(), a100()])),
        "2 × NVIDIA A100 80 GiB, compute 8.0, driver 580.159, CUDA 13.0 · 1 core"
    );
    assert_eq!(
        line(&|machine| machine.nvidia = driver(vec![hidden(a100())])),
        "NVIDIA A100 80 GiB, compute 8.0, hidden by CUDA_VISIBLE_DEVICES, driver 580.159, CUDA 13.0 · 1 core"
    );
    assert_eq!(
        line(&|machine| machine.nvidia = Nvidia::NoAnswer(String::from("the probe panicked"))),
        "no answer from the NVIDIA driver: the probe panicked · 1 core"
    );
    assert_eq!(
        line(&|machine| machine.metal = vec![String::from("Apple M2")]),
        "Apple M2 · 1 core"
    );
}
