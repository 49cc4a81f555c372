//! The errors of the package.

use std::fmt;

/// An error that can be made from `std::io::Error`.
#[derive(Debug)]
pub enum Error {
    NoGpu,
    Text(String),
    Io(std::io::Error),
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Error::NoGpu => f.write_str("there is no gpu"),
            Error::Text(text) => f.write_str(text),
            Error::Io(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for Error {}

impl From<std::io::Error> for Error {
    fn from(error: std::io::Error) -> Self {
        Error::Io(error)
    }
}

pub type Result<T> = std::result::Result<T, Error>;

/// An error that is made of nothing else.
#[derive(Debug)]
pub enum Bare {
    NoGpu,
    Text(&'static str),
}

impl fmt::Display for Bare {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Bare::NoGpu => f.write_str("there is no gpu"),
            Bare::Text(text) => f.write_str(text),
        }
    }
}
