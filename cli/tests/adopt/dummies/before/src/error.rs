pub enum Error {
    NoGpu,
}

pub type Result<T> = std::result::Result<T, Error>;
