//! Why a command ends without success.

use std::error::Error as Cause;
use std::{fmt, io};

/// How a command ends that has something to say. `main` makes exit codes of it.
#[derive(Debug)]
pub(crate) enum Error {
    /// Nobody reads what it writes, as in `.. | head`: that is no failure.
    ReaderGone,
    /// There are findings, or there is work to be done: that was said already.
    Findings,
    /// It could not be done.
    Failed {
        /// What could not, or what the cause is about.
        what: String,
        /// Why, if somebody else says that.
        cause: Option<Box<dyn Cause + Send + Sync>>,
    },
}

impl Error {
    /// A failure that says all by itself.
    pub(crate) fn failed(what: impl Into<String>) -> Self {
        Error::Failed { what: what.into(), cause: None }
    }

    /// What could not be printed.
    pub(crate) fn unprinted(error: io::Error) -> Self {
        if error.kind() == io::ErrorKind::BrokenPipe {
            Error::ReaderGone
        } else {
            Error::Failed { what: String::from("cannot print"), cause: Some(Box::new(error)) }
        }
    }

    /// An error exactly if there is something to say.
    pub(crate) fn findings(are_there: bool) -> Result<(), Self> {
        if are_there { Err(Error::Findings) } else { Ok(()) }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Error::ReaderGone => formatter.write_str("nobody reads the output"),
            Error::Findings => formatter.write_str("there are findings"),
            Error::Failed { what, cause: None } => formatter.write_str(what),
            Error::Failed { what, cause: Some(cause) } => write!(formatter, "{what}: {cause}"),
        }
    }
}

impl Cause for Error {
    fn source(&self) -> Option<&(dyn Cause + 'static)> {
        match self {
            Error::Failed { cause: Some(cause), .. } => Some(cause.as_ref()),
            _ => None,
        }
    }
}

/// Says what an error is about.
pub(crate) trait About<T> {
    /// The error with what it is about in front of it.
    fn about(self, what: impl FnOnce() -> String) -> Result<T, Error>;
}

impl<T, E: Cause + Send + Sync + 'static> About<T> for Result<T, E> {
    fn about(self, what: impl FnOnce() -> String) -> Result<T, Error> {
        self.map_err(|cause| Error::Failed { what: what(), cause: Some(Box::new(cause)) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cause_stays_what_it_was() {
        let cause = io::Error::from(io::ErrorKind::NotFound);
        let error = Err::<(), _>(cause).about(|| String::from("`a`")).unwrap_err();
        assert!(error.to_string().starts_with("`a`: "));
        let kind =
            error.source().and_then(|it| it.downcast_ref::<io::Error>()).map(io::Error::kind);
        assert_eq!(kind, Some(io::ErrorKind::NotFound));
    }

    #[test]
    fn only_a_closed_pipe_is_no_failure() {
        let of = |kind| Error::unprinted(io::Error::from(kind));
        assert!(matches!(of(io::ErrorKind::BrokenPipe), Error::ReaderGone));
        assert!(matches!(of(io::ErrorKind::StorageFull), Error::Failed { .. }));
    }
}
