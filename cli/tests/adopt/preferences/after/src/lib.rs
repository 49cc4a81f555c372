//! Halves that both work are a preference; what fails, or does nothing, is a debt.

featherfall::feature_set!();

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

#[featherfall::requires_feature("gpu", otherwise = false)]
pub fn has_gpu() -> bool {
    true
}

#[featherfall::requires_feature("gpu")]
pub fn run(x: u32) -> Result<u32> {
    // Stays where it is.
    let y = x + 1;
    Ok(y)
}

/// The half that works keeps its lines.
#[featherfall::requires_feature("gpu")]
pub fn long(x: u32) -> Result<u32> {
    {
        let y = x + 1;
        Ok(y)
    }
}

pub enum Device {
    Cpu,
    Gpu(u32),
}

pub fn open(device: &Device) -> Result<u32> {
    match device {
        Device::Cpu => Ok(0),
        Device::Gpu(index) => featherfall::feature_gated! {
            (name = "open", unused(index))
            "gpu" => Ok(index + 1),
        },
    }
}
