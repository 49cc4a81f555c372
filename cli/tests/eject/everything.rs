//! Every macro, with tests that hold in each state.

use featherfall::{
    feature_gated, feature_stub, limitation, quant_ignores, quant_refuses, quant_support,
    requires_feature,
};

featherfall::feature_set!();

fn slow(x: u32, pair: (u32, u32)) -> u32 {
    helper(x) + pair.0 + pair.1
}

fn helper(x: u32) -> u32 {
    x
}

/// Falls back, with patterns for parameters.
#[inline]
#[requires_feature("gpu", fallback = slow, note = "some day", tracking = "https://example.org/1")]
pub fn falls_back(mut x: u32, (a, b): (u32, u32)) -> u32 {
    x += 1;
    x + a + b
}

/// Is something else.
#[requires_feature(any("gpu", "fast"), otherwise = x + 10)]
pub fn otherwise(x: u32) -> u32 {
    x
}

/// Fails with a hint.
#[requires_feature("gpu", alternative = "call `falls_back`", available = HAS_FAILS)]
pub fn fails(_: &str, x: Vec<u32>) -> std::io::Result<Vec<u32>> {
    Ok(x)
}

#[derive(Debug)]
pub enum Error {
    NoGpu,
    Text(String),
}

#[requires_feature("gpu", error = |_| Error::NoGpu)]
pub fn own_error(x: u32) -> Result<u32, Error> {
    Ok(x)
}

#[requires_feature("gpu", error = |it| Error::Text(it.to_string()))]
pub fn own_text(x: u32) -> Result<u32, Error> {
    Ok(x)
}

#[requires_feature("gpu")]
pub fn text(x: u32) -> Result<u32, String> {
    Ok(x)
}

#[requires_feature("gpu", panics)]
pub fn panics(x: u32) -> u32 {
    x
}

#[requires_feature("gpu", otherwise = 1)]
pub const fn constant() -> u32 {
    2
}

#[requires_feature(
    "gpu",
    fallback = slow_result,
    when(x < 10, "x must be below 10"),
    required_if(must, "it was asked for")
)]
pub fn conditional(x: u32, must: bool) -> std::io::Result<u32> {
    Ok(x * u32::from(!must || x < 10))
}

fn slow_result(x: u32, _: bool) -> std::io::Result<u32> {
    Ok(x + 100)
}

#[requires_feature("fast", when(x > 0, "x must not be 0"))]
pub fn refused(x: u32) -> std::io::Result<u32> {
    Ok(x)
}

#[requires_feature("gpu", fallback = slow_async)]
pub async fn asynchronous(x: u32) -> u32 {
    x
}

async fn slow_async(x: u32) -> u32 {
    x + 1
}

#[requires_feature("gpu", fallback = slow_unsafe)]
/// # Safety
/// None.
pub unsafe fn not_safe(x: u32) -> u32 {
    x
}

unsafe fn slow_unsafe(x: u32) -> u32 {
    x + 1
}

pub struct Kernel(u32);

impl Kernel {
    fn slow(&self, x: u32) -> u32 {
        self.0 + x
    }

    #[requires_feature("gpu", fallback = Self::slow, available = FAST)]
    pub fn run(&self, x: u32) -> u32 {
        self.0 * x
    }

    #[requires_feature("fast", otherwise = self)]
    #[must_use]
    pub fn grown(mut self) -> Self {
        self.0 += 1;
        self
    }
}

pub trait Backend {
    fn width(&self) -> u32;

    #[requires_feature("gpu", otherwise = 0)]
    fn depth(&self) -> u32 {
        7
    }
}

#[requires_feature("gpu", otherwise = 1)]
impl Backend for Kernel {
    fn width(&self) -> u32 {
        2
    }
}

pub fn choices(x: u32) -> u32 {
    let y = feature_gated! { "gpu" => x + 1, _ => x + 2 };
    let z = feature_gated! {
        // The first that holds.
        "fast" => {
            let w = y;
            w
        }
        all("gpu", unix) => y * 2,
        _ => y * 3,
    };
    feature_gated! { "fast" => z, _ => feature_gated! { "gpu" => { z + 1 } _ => z + 2 } }.max(1)
}

pub fn statements(x: u32) -> std::io::Result<u32> {
    feature_gated! { (unused(x)) "gpu" => { if x == 0 { return Ok(1); } } };
    Ok(x)
}

pub const WIDTH: usize = feature_gated! { (const) "gpu" => 32, _ => 8 };

pub trait Device: Sized {
    fn open(ordinal: usize) -> std::io::Result<Self>;
    fn len(&self) -> usize;
    fn join(self, other: &Self) -> String;
}

#[cfg(feature = "gpu")]
#[derive(Debug, Clone)]
pub struct Store(usize);

#[cfg(feature = "gpu")]
impl Device for Store {
    fn open(ordinal: usize) -> std::io::Result<Self> {
        Ok(Self(ordinal))
    }

    fn len(&self) -> usize {
        self.0
    }

    fn join(self, other: &Self) -> String {
        format!("{self:?}{other:?}")
    }
}

#[feature_stub("gpu")]
#[derive(Debug, Clone)]
pub struct Store;

#[feature_stub("gpu")]
impl Device for Store {
    fn open(ordinal: usize) -> std::io::Result<Self>;
    fn len(&self) -> usize;
    fn join(self, other: &Self) -> String;
}

#[feature_stub("gpu")]
pub fn load(_: &u32) -> std::io::Result<Store>;

#[cfg(feature = "gpu")]
pub fn load(x: &u32) -> std::io::Result<Store> {
    Ok(Store(*x as usize))
}

#[quant_support(Partial, method = "hqq", ignores(imatrix), refuses(bias), requires(scale))]
pub fn quantize(
    mut imatrix: Option<Vec<u32>>,
    bias: Option<u32>,
    scale: Option<u32>,
) -> std::io::Result<usize> {
    imatrix = imatrix.map(|it| it);
    Ok(imatrix.map_or(0, |it| it.len()) + bias.unwrap_or_default() as usize + scale.map_or(0, |it| it as usize))
}

#[quant_support(Unimplemented, method = "hqq", alternative = "use `q4k`")]
pub fn add_delta(_: u32) -> std::io::Result<u32> {
    todo!()
}

pub fn dispatch(method: u8, imatrix: Option<&[u32]>) -> std::io::Result<usize> {
    match method {
        0 => {
            quant_ignores!(imatrix, method = "hqq");
            Ok(imatrix.map_or(0, <[u32]>::len))
        }
        _ => {
            quant_refuses!(imatrix, method = "afq");
            Ok(1)
        }
    }
}

#[limitation("No paged attention", workaround = "use eager attention", priority = High)]
pub struct Paged;

#[cfg(test)]
mod tests {
    use super::*;

    const GPU: bool = cfg!(feature = "gpu");
    const FAST: bool = cfg!(feature = "fast");

    #[test]
    fn functions() {
        assert_eq!(falls_back(1, (2, 3)), if GPU { 7 } else { 6 });
        assert_eq!(otherwise(1), if GPU || FAST { 1 } else { 11 });
        assert_eq!(HAS_FAILS, GPU);
        match fails("x", vec![1]) {
            Ok(it) => assert!(GPU && it == [1]),
            Err(error) => {
                assert!(!GPU && error.kind() == std::io::ErrorKind::Unsupported);
                let text = error.to_string();
                assert!(text.contains("`fails` is unavailable: `sample` was built without feature `gpu`."), "{text}");
                assert!(text.contains("Alternatively, call `falls_back`."), "{text}");
            }
        }
        assert!(matches!(own_error(1), Ok(1) | Err(Error::NoGpu)) && own_error(1).is_ok() == GPU);
        assert!(matches!(own_text(1), Err(Error::Text(it)) if it.contains("own_text")) != GPU);
        assert_eq!(text(1).is_ok(), GPU);
        assert_eq!(std::panic::catch_unwind(|| panics(1)).is_ok(), GPU);
        assert_eq!(constant(), if GPU { 2 } else { 1 });
        assert_eq!(unsafe { not_safe(1) }, if GPU { 1 } else { 2 });
    }

    #[test]
    fn conditions() {
        assert_eq!(conditional(1, false).unwrap(), if GPU { 1 } else { 101 });
        assert_eq!(conditional(11, false).unwrap(), 111);
        assert_eq!(conditional(1, true).is_ok(), GPU);
        let text = conditional(11, true).unwrap_err().to_string();
        assert!(text.contains("it was asked for"), "{text}");
        assert_eq!(refused(1).is_ok(), FAST);
        assert!(refused(0).unwrap_err().to_string().contains("x must not be 0") == FAST);
    }

    #[test]
    fn methods() {
        let kernel = Kernel(3);
        assert_eq!(kernel.run(2), if GPU { 6 } else { 5 });
        assert_eq!(Kernel::FAST, GPU);
        assert_eq!(kernel.width(), if GPU { 2 } else { 1 });
        assert_eq!(kernel.depth(), if GPU { 7 } else { 0 });
        assert_eq!(kernel.grown().0, if FAST { 4 } else { 3 });
        let mut future = Box::pin(asynchronous(1));
        let waker = std::task::Waker::noop();
        let polled = future.as_mut().poll(&mut std::task::Context::from_waker(waker));
        assert_eq!(polled, std::task::Poll::Ready(if GPU { 1 } else { 2 }));
    }

    #[test]
    fn arms() {
        let y = if GPU { 2 } else { 3 };
        let z = if FAST { y } else if GPU { y * 2 } else { y * 3 };
        assert_eq!(choices(1), if FAST { z } else if GPU { z + 1 } else { z + 2 });
        assert_eq!(statements(0).ok(), if GPU { Some(1) } else { None });
        assert_eq!(statements(2).is_ok(), GPU);
        assert_eq!(WIDTH, if GPU { 32 } else { 8 });
    }

    #[test]
    fn stubs() {
        assert_eq!(Store::open(1).is_ok(), GPU);
        match load(&1) {
            Ok(store) => assert!(store.len() == 1 && store.clone().join(&store).contains("Store")),
            Err(error) => assert!(!GPU && error.to_string().contains("`load`")),
        }
    }

    #[test]
    fn quantization() {
        assert_eq!(quantize(Some(vec![1]), None, Some(2)).unwrap(), 2);
        let text = quantize(None, Some(1), Some(1)).unwrap_err().to_string();
        assert!(text.contains("does not support `bias`"), "{text}");
        assert!(quantize(None, None, None).is_err());
        let text = add_delta(1).unwrap_err().to_string();
        assert_eq!(text, "`add_delta` is not implemented for `hqq`. Alternatively, use `q4k`.");
        assert_eq!(dispatch(0, Some(&[1])).unwrap(), 0);
        assert!(dispatch(1, Some(&[1])).is_err() && dispatch(1, None).is_ok());
    }
}
