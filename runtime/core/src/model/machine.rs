//! A machine as plain data, so that tests can make up any.

use std::fmt;

/// What a machine has.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct Machine {
    /// The operating system, as in [`std::env::consts::OS`].
    pub os: String,
    /// The CPU architecture, as in [`std::env::consts::ARCH`].
    pub arch: String,
    /// How many threads this process may run at once, as in
    /// [`std::thread::available_parallelism`].
    pub cores: usize,
    /// Those of `avx2`, `avx512f`, `f16c`, `fma`, `neon`, `amx-tile` that the CPU has.
    pub cpu_features: Vec<&'static str>,
    /// What the NVIDIA driver says.
    pub nvidia: Nvidia,
    /// The names of the GPUs that Metal finds; empty where there is no Metal.
    pub metal: Vec<String>,
}

/// What the NVIDIA driver says.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize), serde(rename_all = "kebab-case"))]
#[non_exhaustive]
pub enum Nvidia {
    /// There is none.
    NoDriver,
    /// It is there, but there was no answer; why.
    NoAnswer(String),
    /// It answered.
    Driver {
        /// The driver's version, such as `580.159.03`.
        version: String,
        /// The newest version of CUDA that it supports, such as `(13, 0)`.
        cuda: (u32, u32),
        /// The GPUs, in the order of the driver.
        gpus: Vec<Gpu>,
        /// GPUs that it counted but could not ask, such as one that fell off the bus; why.
        lost: Vec<String>,
    },
}

/// An NVIDIA GPU.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct Gpu {
    /// Its name, such as `NVIDIA H200`.
    pub name: String,
    /// Its memory, in bytes.
    pub memory_bytes: u64,
    /// Its compute capability, such as `(9, 0)`.
    pub compute_capability: (u32, u32),
    /// Whether `CUDA_VISIBLE_DEVICES` hides it from this process.
    pub hidden: bool,
}

impl Machine {
    /// A machine with one core and nothing else.
    #[must_use]
    pub fn new(os: impl Into<String>, arch: impl Into<String>) -> Self {
        Self {
            os: os.into(),
            arch: arch.into(),
            cores: 1,
            cpu_features: Vec::new(),
            nvidia: Nvidia::NoDriver,
            metal: Vec::new(),
        }
    }

    /// The NVIDIA GPUs that this process may use.
    pub fn visible_gpus(&self) -> impl Iterator<Item = &Gpu> {
        let gpus = match &self.nvidia {
            Nvidia::Driver { gpus, .. } => gpus.as_slice(),
            _ => &[],
        };
        gpus.iter().filter(|gpu| !gpu.hidden)
    }
}

impl Gpu {
    /// A visible GPU.
    #[must_use]
    pub fn new(name: impl Into<String>, memory_bytes: u64, compute_capability: (u32, u32)) -> Self {
        Self { name: name.into(), memory_bytes, compute_capability, hidden: false }
    }
}

/// One line, such as
/// `NVIDIA H200 140 GiB, compute 9.0, driver 580.159, CUDA 13.0 · 16 cores · avx2 avx512f`.
impl fmt::Display for Machine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.metal.is_empty() {
            self.nvidia.fmt(f)?;
        } else {
            f.write_str(&self.metal.join(", "))?;
        }
        let plural = if self.cores == 1 { "" } else { "s" };
        write!(f, " · {} core{plural}", self.cores)?;
        if !self.cpu_features.is_empty() {
            write!(f, " · {}", self.cpu_features.join(" "))?;
        }
        Ok(())
    }
}

impl fmt::Display for Nvidia {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Nvidia::NoDriver => f.write_str("no NVIDIA driver"),
            Nvidia::NoAnswer(why) => write!(f, "no answer from the NVIDIA driver: {why}"),
            Nvidia::Driver { version, cuda: (major, minor), gpus, lost } => {
                let mut alike: Vec<(usize, &Gpu)> = Vec::new();
                for gpu in gpus {
                    match alike.iter_mut().find(|(_, other)| *other == gpu) {
                        Some((count, _)) => *count += 1,
                        None => alike.push((1, gpu)),
                    }
                }
                if gpus.is_empty() && lost.is_empty() {
                    f.write_str("no NVIDIA GPU, ")?;
                }
                for (count, gpu) in alike {
                    if count > 1 {
                        write!(f, "{count} × ")?;
                    }
                    write!(f, "{gpu}, ")?;
                }
                for why in lost {
                    write!(f, "a lost GPU ({why}), ")?;
                }
                write!(f, "driver {version}, CUDA {major}.{minor}")
            }
        }
    }
}

impl fmt::Display for Gpu {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (major, minor) = self.compute_capability;
        write!(f, "{} {} GiB, compute {major}.{minor}", self.name, self.memory_bytes >> 30)?;
        if self.hidden { f.write_str(", hidden by CUDA_VISIBLE_DEVICES") } else { Ok(()) }
    }
}
