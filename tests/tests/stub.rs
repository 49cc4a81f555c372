//! `#[feature_stub]`: a backend that is there in `arms_on` and not in `arms_off`.

use std::hash::Hash;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use arms_off::backend as off;
use arms_on::backend as on;
use featherfall::{
    Capability, CapabilityKind, Policy, Reason, Unavailable, capabilities, degradations, report,
    set_policy,
};
use off::{Buffer as _, Device as _};

/// The policy and the counters are the process's, so tests that look at them take turns.
fn alone() -> MutexGuard<'static, ()> {
    static TURN: Mutex<()> = Mutex::new(());
    TURN.lock().unwrap_or_else(PoisonError::into_inner)
}

fn stubs(package: &str) -> Vec<&'static Capability> {
    let in_package = |found: &&&Capability| {
        found.package() == package
            && found.kind() == CapabilityKind::Stub
            && found.module().contains("backend")
    };
    capabilities().iter().filter(in_package).copied().collect()
}

/// Everything that a caller does with a backend, whichever it is.
macro_rules! use_backend {
    ($backend:ident) => {{
        use $backend::{Buffer, Device, GpuBuffer, GpuDevice, GpuQueue, Result};

        fn run() -> Result<f64> {
            let mut device = GpuDevice::open(1)?;
            device.set_seed(device.seed()? + 7)?;
            device.synchronize()?;
            let x = device.copy_from(&[1.0, 2.0, 3.0, 4.0f32])?;
            let mut y = x.affine(2.0, 1.0)?.powf(2.0)?.map(|x| x + 1.0)?;
            y.add_assign(&x)?;
            let y = y.matmul(&x, (2, 2, 2))?.add(&x.try_clone()?)?;
            let y = GpuBuffer::join(GpuBuffer::concat(&x, &y)?, Arc::new(device).shared(2)?);
            x.copy_into(&mut device.zeros(4)?, 0)?;
            let y = Box::new(y.conv(&y, 1, 1, 1, 1, 1, 1, 1)?).boxed();
            assert!(y.device().same(&device) && y.device().name() == "second");
            assert_eq!((y.len(), y.is_empty(), y.view(2)), (10, false, &[2.0, 4.0][..]));
            let mut queue = GpuQueue::new(&[1.0f32, 2.0])?;
            drop(queue.next());
            assert_eq!(queue.capacity(), queue.clone().drain().len());
            assert!(device.memory() > 0 && !device.is_integrated());
            let biggest = y.max().unwrap_or_default();
            Ok(y.sum(&[0])? + biggest + y.into_host()?.len() as f64)
        }
        run()
    }};
}

#[test]
fn the_same_code_runs_and_fails_with_the_hint() {
    assert!(use_backend!(on).unwrap() > 100.0);
    let error = use_backend!(off).unwrap_err();
    assert_eq!(
        error.to_string(),
        "`GpuDevice` is unavailable: `arms-off` was built without feature `gpu`. \
         Rebuild with feature `gpu` of `arms-off` (by flag if you build it, else in the Cargo.toml that depends on it). Alternatively, use the CPU.",
    );
    assert_eq!(Unavailable::find_in(&error).unwrap().reason(), Reason::NotCompiled);
}

#[test]
fn what_needs_no_value_of_the_type_fails_with_the_error() {
    let _turn = alone();
    assert!(off::GpuDevice::open_all().is_err());
    assert!(off::GpuDevice::with_stream(0).is_err());
    assert!(matches!(off::GpuBuffer::parse("1"), Err(off::Error::NotCompiledWithGpuSupport)));
    assert!(off::GpuQueue::new(&[1.0f32]).is_err());
    assert!(<on::GpuDevice as on::Device>::open_all().is_ok());
    assert!(on::GpuQueue::new(&[1.0f32]).is_ok());
}

#[test]
fn what_is_written_stays() {
    assert_eq!((on::GpuDevice::kind(), off::GpuDevice::kind()), ("gpu", "gpu"));
    assert_eq!((on::GpuDevice::ALIGNMENT, off::GpuDevice::ALIGNMENT), (256, 256));
    assert_eq!((<on::GpuDevice as on::Device>::LIMIT, off::GpuDevice::LIMIT), (2, 0));
    assert_eq!(off::GpuBuffer::bytes(3), 12);
    assert_eq!(
        off::GpuDevice::is_available(),
        <on::GpuDevice as on::Device>::is_available() ^ true
    );
}

#[test]
fn no_value_exists() {
    // Zero bytes with a `None` in it: there is nothing else that it could be.
    assert_eq!(size_of::<Option<off::GpuDevice>>(), 0);
    assert_eq!(size_of::<Option<off::GpuBuffer>>(), 0);
    assert_eq!(size_of::<Option<off::GpuQueue<'static, f32>>>(), 0);
}

#[test]
fn derives_and_auto_traits_are_those_of_a_type_without_fields() {
    fn derived<T: std::fmt::Debug + Copy + Ord + Hash + Send + Sync + Unpin + 'static>() {}
    derived::<off::GpuDevice>();
    fn cloned<T: std::fmt::Debug + Clone + Send + Sync>() {}
    cloned::<off::GpuQueue<'_, f32>>();
}

#[test]
fn signatures_are_as_written() {
    let _: fn(&off::GpuBuffer, f64, f64) -> off::Result<off::GpuBuffer> = off::GpuBuffer::affine;
    let _: fn(off::GpuBuffer, off::GpuBuffer) -> off::GpuBuffer = off::GpuBuffer::join;
    let _: fn(&off::GpuDevice, &[f32]) -> off::Result<off::GpuBuffer> = off::load;
    let _: fn(Box<off::GpuBuffer>) -> Box<off::GpuBuffer> = off::GpuBuffer::boxed;
    #[allow(unsafe_code)]
    let _: unsafe fn(&off::GpuDevice, usize) -> off::Result<off::GpuBuffer> =
        off::GpuDevice::uninitialised;
}

#[test]
fn calls_are_counted_and_strict_is_obeyed() {
    let _turn = alone();
    let count = |name: &str| -> u64 {
        let rows = degradations();
        let rows = rows.iter().filter(|row| row.capability().package() == "arms-off");
        rows.filter(|row| row.requested() == name).map(featherfall::Degradation::count).sum()
    };
    set_policy(Policy::new());
    let before = (count("GpuBuffer"), count("version"));
    assert!(off::GpuBuffer::parse("1").is_err());
    assert_eq!(off::version(), (0, 0));
    assert_eq!((count("GpuBuffer"), count("version")), (before.0 + 1, before.1 + 1));
    set_policy(Policy::new().with_strict());
    // It cannot return an error.
    assert_eq!(off::version(), (0, 0));
    set_policy(Policy::new());
    let reasons = degradations();
    let reasons = reasons.iter().filter(|row| row.requested() == "version");
    assert!(reasons.map(featherfall::Degradation::reason).any(|reason| reason == Reason::Strict));
}

#[test]
fn there_is_one_row_for_each_item() {
    // The real backend needs no annotation.
    assert_eq!(stubs("arms-on"), [] as [&Capability; 0]);
    let rows = stubs("arms-off");
    assert_eq!(rows.len(), 9);
    assert!(rows.iter().all(|row| !row.is_built()));
    let text = report().to_markdown();
    for label in ["GpuDevice", "impl GpuDevice", "Device for GpuDevice", "Buffer for GpuBuffer"] {
        let row = format!("| {label} | stub | no | - | no |");
        assert!(text.contains(&row), "{row}\n{text}");
    }
}

trait Load: Sized {
    fn load() -> Result<Self, Unavailable>;
}

#[featherfall::feature_stub("off")]
impl Load for [f32; 2] {
    fn load() -> Result<Self, Unavailable>;
}

#[featherfall::feature_stub("off")]
impl Load for (f32, &'static str) {
    fn load() -> Result<Self, Unavailable>;
}

#[test]
fn a_type_without_a_name_is_called_as_it_is_written() {
    let text = <[f32; 2]>::load().unwrap_err().to_string();
    assert!(text.starts_with("`[f32; 2]` is unavailable"), "{text}");
    let text = <(f32, &str)>::load().unwrap_err().to_string();
    assert!(text.starts_with("`(f32, &'static str)` is unavailable"), "{text}");
}
