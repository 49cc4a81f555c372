//! Halves that both work are a preference; what fails, or does nothing, is a debt.

pub type Result<T> = std::result::Result<T, Box<dyn std::error::Error + Send + Sync>>;

#[cfg(feature = "gpu")]
pub fn sum(xs: &[f32]) -> f32 {
    // Blocked, so that the sums stay small.
    xs.chunks(64).map(|it| it.iter().sum::<f32>()).sum()
}

#[cfg(not(feature = "gpu"))]
pub fn sum(xs: &[f32]) -> f32 {
    xs.iter().sum()
}

pub fn lanes() -> usize {
    #[cfg(feature = "gpu")]
    {
        32
    }
    #[cfg(not(feature = "gpu"))]
    {
        8
    }
}

#[cfg(feature = "gpu")]
pub fn name() -> &'static str {
    "gpu"
}

#[cfg(not(feature = "gpu"))]
pub fn name() -> &'static str {
    "cpu"
}

pub fn scale(x: f32) -> f32 {
    #[cfg(feature = "gpu")]
    let factor = 0.5;
    #[cfg(not(feature = "gpu"))]
    let factor = 0.25;
    x * factor
}

#[cfg(feature = "gpu")]
pub fn has_gpu() -> bool {
    true
}

#[cfg(not(feature = "gpu"))]
pub fn has_gpu() -> bool {
    false
}

#[cfg(feature = "gpu")]
pub fn run(x: u32) -> Result<u32> {
    // Stays where it is.
    let y = x + 1;
    Ok(y)
}

#[cfg(not(feature = "gpu"))]
pub fn run(_x: u32) -> Result<u32> {
    Err("gpu is not compiled in".into())
}

/// The half that works keeps its lines.
pub fn long(x: u32) -> Result<u32> {
    #[cfg(feature = "gpu")]
    {
        let y = x + 1;
        Ok(y)
    }
    #[cfg(not(feature = "gpu"))]
    {
        let _ = x;
        Err("gpu is not compiled in".into())
    }
}

pub enum Device {
    Cpu,
    Gpu(u32),
}

pub fn open(device: &Device) -> Result<u32> {
    match device {
        Device::Cpu => Ok(0),
        #[cfg(feature = "gpu")]
        Device::Gpu(index) => Ok(index + 1),
        #[cfg(not(feature = "gpu"))]
        Device::Gpu(_) => Err("gpu is not compiled in".into()),
    }
}
