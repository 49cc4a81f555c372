
pub mod error;

/// Leaves the function with an error.
#[macro_export]
macro_rules! bail {
    ($($text:tt)*) => {
        return Err($crate::error::Error::Text(format!($($text)*)))
    };
}

/// What a call comes to; nothing if it panics, where it may.
pub fn seen<T>(call: impl FnOnce() -> Option<T>, may_panic: bool) -> Option<T> {
    if may_panic {
        std::panic::catch_unwind(std::panic::AssertUnwindSafe(call)).unwrap_or(None)
    } else {
        call()
    }
}

/// The message with which a call fails.
pub fn said<T, E: std::fmt::Display>(call: impl FnOnce() -> Result<T, E>) -> String {
    match std::panic::catch_unwind(std::panic::AssertUnwindSafe(call)) {
        Ok(Ok(_)) => String::from("it works"),
        Ok(Err(error)) => error.to_string(),
        Err(payload) => match (payload.downcast_ref::<String>(), payload.downcast_ref::<&str>()) {
            (Some(text), _) => text.clone(),
            (_, Some(text)) => (*text).to_owned(),
            _ => String::new(),
        },
    }
}

/// Runs a future that never waits.
pub fn now<T>(future: impl std::future::Future<Output = T>) -> T {
    let mut future = Box::pin(future);
    let mut context = std::task::Context::from_waker(std::task::Waker::noop());
    match future.as_mut().poll(&mut context) {
        std::task::Poll::Ready(value) => value,
        std::task::Poll::Pending => panic!("it waits"),
    }
}

