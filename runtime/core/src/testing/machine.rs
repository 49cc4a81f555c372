//! `simulate_machine`

use std::marker::PhantomData;

use crate::model::machine::Machine;
use crate::overrides;

/// Makes reports, hints and `hardware::machine()` speak of another machine on this thread until the
/// guard is dropped; needs no feature `hardware`. The machine lives as long as the process.
///
/// ```
/// use featherfall::hardware::{Gpu, Machine, Nvidia};
///
/// let mut machine = Machine::new("linux", "x86_64");
/// machine.nvidia = Nvidia::Driver {
///     version: String::from("580.159"),
///     cuda: (13, 0),
///     gpus: vec![Gpu::new("NVIDIA H200", 140 << 30, (9, 0))],
///     lost: Vec::new(),
/// };
/// let _guard = featherfall::testing::simulate_machine(machine);
/// assert!(featherfall::report().to_string().contains("NVIDIA H200"));
/// ```
pub fn simulate_machine(machine: Machine) -> SimulatedMachine {
    let guard = overrides::simulate(Box::leak(Box::new(machine)));
    SimulatedMachine { guard, on_this_thread: PhantomData }
}

/// The guard of [`simulate_machine`].
#[derive(Debug)]
#[must_use = "the machine is the real one again as soon as this is dropped"]
pub struct SimulatedMachine {
    guard: u64,
    on_this_thread: PhantomData<*const ()>,
}

impl Drop for SimulatedMachine {
    fn drop(&mut self) {
        overrides::end_simulation(self.guard);
    }
}
