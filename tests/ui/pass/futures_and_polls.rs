//! A `Result` in a future or a `Poll` has the hinted error too.
#![deny(warnings)]

use std::future::Future;
use std::io;
use std::pin::Pin;
use std::task::{Context, Poll, Waker};

use featherfall::{Unavailable, requires_feature};

type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

#[derive(Debug)]
struct Own;

#[requires_feature("off")]
fn sends(x: &u32) -> Pin<Box<dyn Future<Output = Result<u32, Unavailable>> + Send + '_>> {
    Box::pin(async move { Ok(*x) })
}

#[requires_feature("off")]
fn stays() -> Pin<Box<dyn Future<Output = io::Result<u32>>>> {
    Box::pin(async { Ok(1) })
}

#[requires_feature("off")]
fn shared() -> Pin<Box<dyn Future<Output = io::Result<u32>> + Send + Sync>> {
    Box::pin(async { Ok(1) })
}

#[requires_feature("off")]
fn alias(x: &u32) -> BoxFuture<'_, io::Result<u32>> {
    Box::pin(async move { Ok(*x) })
}

#[requires_feature("off", error = |_| Own)]
fn own_error(x: &u32) -> BoxFuture<'_, Result<u32, Own>> {
    Box::pin(async move { Ok(*x) })
}

#[requires_feature("on", when(*x > 1, "x must be above 1"))]
fn condition(x: &u32) -> BoxFuture<'_, io::Result<u32>> {
    Box::pin(async move { Ok(*x) })
}

#[requires_feature("off")]
fn polled() -> Poll<io::Result<u32>> {
    Poll::Ready(Ok(1))
}

#[requires_feature("off", error = |_| Own)]
fn polled_error(_: Pin<&mut u32>, _: &mut Context<'_>) -> Poll<Result<u32, Own>> {
    Poll::Ready(Ok(1))
}

#[requires_feature("off")]
fn item() -> Poll<Option<io::Result<u32>>> {
    Poll::Ready(None)
}

#[requires_feature("off", error = |_| Own)]
fn item_error() -> Poll<Option<Result<u32, Own>>> {
    Poll::Ready(None)
}

fn now<T>(mut future: Pin<Box<dyn Future<Output = T> + Send + '_>>) -> T {
    match future.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(value) => value,
        Poll::Pending => panic!("an error is there at once"),
    }
}

fn main() {
    assert!(now(sends(&1)).is_err() && now(alias(&1)).is_err() && now(shared()).is_err());
    assert!(stays().as_mut().poll(&mut Context::from_waker(Waker::noop())).is_ready());
    assert!(matches!(now(own_error(&1)), Err(Own)));
    assert_eq!(now(condition(&2)).unwrap(), 2);
    assert!(now(condition(&1)).unwrap_err().to_string().contains("x must be above 1"));
    assert!(matches!(polled(), Poll::Ready(Err(_))));
    assert!(matches!(
        polled_error(Pin::new(&mut 1), &mut Context::from_waker(Waker::noop())),
        Poll::Ready(Err(Own))
    ));
    assert!(matches!(item(), Poll::Ready(Some(Err(_)))));
    assert!(matches!(item_error(), Poll::Ready(Some(Err(Own)))));
}
