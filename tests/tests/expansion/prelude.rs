// What the cases name, for the test that compiles their expansions.
#[derive(Clone)]
pub struct Tensor;

pub struct Scale(pub f32);

pub struct Device;

#[derive(PartialEq)]
pub enum DType {
    F16,
    BF16,
    F32,
}

#[derive(Debug)]
pub enum Error {
    Unavailable(featherfall::Unavailable),
    NotCompiledWithCudaSupport,
}

impl From<featherfall::Unavailable> for Error {
    fn from(error: featherfall::Unavailable) -> Self {
        Self::Unavailable(error)
    }
}

pub type CudaResult<T> = Result<T, Error>;

pub type Maybe = Option<usize>;

fn into_error(error: featherfall::Unavailable) -> Error {
    Error::Unavailable(error)
}

impl Tensor {
    fn is_cuda(&self) -> bool {
        false
    }

    fn scale(&mut self, _: f32) {}
}

mod flash {
    use super::{DType, Error, Tensor};

    pub fn attention<T>(_: &Tensor, _: T) -> Result<Tensor, Error> {
        let _ = DType::F32 == DType::F16;
        Ok(Tensor)
    }

    pub fn attend(_: &Tensor, _: &Tensor, v: &Tensor) -> Tensor {
        v.clone()
    }

    pub fn v3(_: &Tensor) -> Result<Tensor, Error> {
        Ok(Tensor)
    }
}

mod eager {
    use super::{Device, Scale, Tensor};

    pub fn attention(_: (&Tensor, &Tensor), _: Scale, _: Device, v: Tensor) -> Tensor {
        v
    }
}

fn eager_attention(_: &Tensor, _: DType) -> Result<Tensor, Error> {
    Ok(Tensor)
}

mod cuda {
    use super::{Error, Tensor};

    pub trait Count {
        fn count(&self) -> usize {
            1
        }
    }

    impl Count for Tensor {}

    pub struct Device;

    impl Device {
        pub fn rank(&self) -> usize {
            0
        }
    }

    pub fn arg_sort(ids: &Tensor) -> Result<Tensor, Error> {
        Ok(ids.clone())
    }

    pub fn synchronize() -> Result<(), Error> {
        Ok(())
    }

    pub fn device_count() -> usize {
        1
    }

    pub unsafe fn sum_of(data: *const f32, len: usize) -> f32 {
        unsafe { std::slice::from_raw_parts(data, len) }.iter().sum()
    }

    pub fn sum<T: std::iter::Sum<T>, const N: usize>(values: [T; N]) -> T {
        values.into_iter().sum()
    }

    pub fn open(_: usize) -> Result<Device, Error> {
        Ok(Device)
    }
}

fn count_on_cpu(_: &Tensor) -> usize {
    1
}

unsafe fn reference(data: *const f32, len: usize) -> f32 {
    unsafe { cuda::sum_of(data, len) }
}

fn sum_on_cpu<T: std::iter::Sum<T>, const N: usize>(values: [T; N]) -> T {
    values.into_iter().sum()
}

mod metal {
    pub fn is_available() -> bool {
        true
    }
}

mod hub {
    use super::{Error, Tensor};

    pub async fn fetch(_: &str) -> Result<Tensor, Error> {
        Ok(Tensor)
    }
}

async fn from_cache(_: &str) -> Result<Tensor, Error> {
    Ok(Tensor)
}

pub trait Kernel {
    fn run(&self, q: &Tensor) -> Result<Tensor, Error>;
}

pub struct Flash;

impl Flash {
    fn forward(&self, q: &Tensor) -> Result<Tensor, Error> {
        flash::attention(q, 1.0)
    }
}

pub struct Attention {
    flash: Flash,
}

impl Attention {
    fn eager(&mut self, xs: &Tensor) -> Result<Tensor, Error> {
        self.flash.forward(xs)
    }
}

pub struct CudaDevice(cuda::Device);

mod tokenizers {
    pub fn split(text: &str) -> impl Iterator<Item = &str> {
        text.split(',')
    }
}

fn by_whitespace(text: &str) -> impl Iterator<Item = &str> {
    text.split_whitespace()
}

pub trait Loader {
    fn load<'life0, 'async_trait>(
        &'life0 self,
    ) -> std::pin::Pin<Box<dyn Future<Output = Result<Tensor, Error>> + Send + 'async_trait>>
    where
        'life0: 'async_trait,
        Self: 'async_trait;
}

pub struct Hub;

impl Hub {
    async fn fetch(&self) -> Result<Tensor, Error> {
        Ok(Tensor)
    }

    async fn cached(&self) -> Result<Tensor, Error> {
        Ok(Tensor)
    }
}

mod cutlass {
    use super::Tensor;

    pub fn grouped_gemm(_: usize) -> Tensor {
        Tensor
    }
}

fn solve(
    weight: &Tensor,
    _: Option<&[f32]>,
    _: Option<Tensor>,
    _: Option<usize>,
) -> Result<Tensor, Error> {
    Ok(weight.clone())
}

pub struct Nf4(Tensor);

fn slow_sort(ids: &Tensor) -> CudaResult<Tensor> {
    Ok(ids.clone())
}

#[derive(Debug)]
pub struct Absent(featherfall::__private::Never);

impl Absent {
    pub const fn __never(&self) -> ! {
        self.0.never()
    }
}

impl featherfall::__private::Stub for Absent {
    fn never(&self) -> ! {
        self.0.never()
    }
}
