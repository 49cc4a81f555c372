//! What was asked for by hand never degrades; what serves as well is no degradation.
#![deny(warnings)]
#![forbid(unsafe_code)]

use std::future::Future;
use std::pin::{Pin, pin};
use std::task::{Context, Poll, Waker};

use featherfall::{Policy, Reason, Unavailable, feature_gated, requires_feature, set_policy};

#[derive(Clone, Copy, PartialEq)]
enum Attention {
    Flash,
    Auto,
}

fn eager(_: Attention, x: u32) -> Result<u32, Unavailable> {
    Ok(x + 100)
}

#[requires_feature(
    "off",
    fallback = eager,
    required_if(attention == Attention::Flash, "`attention = \"flash\"` was asked for"),
    required_if(x > 5, "x is above 5"),
    alternative = "set `attention = \"eager\"`"
)]
fn off(attention: Attention, x: u32) -> Result<u32, Unavailable> {
    let _ = attention;
    Ok(x)
}

#[requires_feature(
    "on",
    fallback = eager,
    when(x < 3, "x must be below 3"),
    required_if(attention == Attention::Flash, "`attention = \"flash\"` was asked for")
)]
fn on(attention: Attention, x: u32) -> Result<u32, Unavailable> {
    let _ = attention;
    Ok(x)
}

#[requires_feature("on", fallback = eager, required_if(attention == Attention::Flash, "asked"))]
fn built(attention: Attention, x: u32) -> Result<u32, Unavailable> {
    let _ = attention;
    Ok(x)
}

#[requires_feature("off", otherwise = Ok(7), error = |why| why.to_string(), required_if(x == 1, "x is 1"))]
fn own_error(x: u32) -> Result<u32, String> {
    Ok(x)
}

fn slow_pair(pair: (String, String)) -> std::io::Result<String> {
    Ok(pair.0 + &pair.1)
}

#[requires_feature("off", fallback = slow_pair, required_if(a.is_empty(), "a is empty"))]
fn pattern((a, _): (String, String)) -> std::io::Result<String> {
    Ok(a)
}

#[requires_feature("off", fallback = slow_async, required_if(*x == 1, "x is 1"))]
async fn asynchronous(x: &u32) -> std::io::Result<u32> {
    Ok(*x)
}

async fn slow_async(x: &u32) -> std::io::Result<u32> {
    Ok(*x + 100)
}

#[requires_feature("off", otherwise = Ok(Poll::Pending), required_if(x == 1, "x is 1"))]
fn boxed(x: u32) -> Result<Poll<u32>, Unavailable> {
    Ok(Poll::Ready(x))
}

#[requires_feature("off", otherwise = Ok(()), benign)]
fn warm_up() -> Result<(), Unavailable> {
    Ok(())
}

#[requires_feature("off", otherwise = Ok(()))]
fn not_benign() -> Result<(), Unavailable> {
    Ok(())
}

fn plain_with_log() -> Result<f64, Unavailable> {
    let value = feature_gated! { (name = "plain", log = info) "off" => 0.5, _ => 0.125 };
    Ok(value)
}

fn benign_arm(x: f64) -> Result<f64, Unavailable> {
    let value = feature_gated! { (name = "arm", benign) "off" => x, _ => f64::from(2) * x };
    Ok(value)
}

fn strict_arm(x: f64) -> Result<f64, Unavailable> {
    let value = feature_gated! { (name = "strict arm") "off" => x, _ => f64::from(2) * x };
    Ok(value)
}

fn now<T>(future: impl Future<Output = T>) -> T {
    let mut future = pin!(future);
    match Pin::as_mut(&mut future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(value) => value,
        Poll::Pending => panic!("nothing to wait for"),
    }
}

fn main() {
    assert_eq!(off(Attention::Auto, 1), Ok(101));
    let error = off(Attention::Flash, 1).unwrap_err();
    assert_eq!((error.reason(), error.reason().code()), (Reason::ExplicitlyRequired, "explicitly-required"));
    let text = error.to_string();
    assert!(text.contains("without feature `off`, and `attention = \"flash\"` was asked for. Rebuild"), "{text}");
    assert!(text.ends_with("Alternatively, set `attention = \"eager\"`."), "{text}");
    assert!(off(Attention::Flash, 6).unwrap_err().to_string().contains("asked for; x is above 5"));
    assert!(off(Attention::Auto, 6).is_err());

    assert_eq!((on(Attention::Flash, 2), on(Attention::Auto, 3)), (Ok(2), Ok(103)));
    assert_eq!(on(Attention::Flash, 3).unwrap_err().reason(), Reason::ExplicitlyRequired);
    assert_eq!((built(Attention::Flash, 3), built(Attention::Auto, 3)), (Ok(3), Ok(3)));
    assert_eq!(own_error(2), Ok(7));
    assert!(own_error(1).unwrap_err().contains("x is 1"));
    let text = |it: &str| it.to_owned();
    assert_eq!(pattern((text("a"), text("b"))).unwrap(), "ab");
    assert!(pattern((text(""), text("b"))).is_err());
    assert_eq!(now(asynchronous(&2)).unwrap(), 102);
    assert!(now(asynchronous(&1)).is_err());
    assert!(boxed(1).is_err() && boxed(2).is_ok());

    let refused: u64 = featherfall::degradations()
        .iter()
        .filter(|row| row.requested() == "off" && row.reason() == Reason::ExplicitlyRequired)
        .map(|row| row.count())
        .sum();
    assert_eq!(refused, 3);

    set_policy(Policy::new().with_strict());
    assert!(warm_up().is_ok() && not_benign().is_err());
    assert_eq!(plain_with_log(), Ok(0.125));
    assert_eq!(benign_arm(1.0), Ok(2.0));
    assert!(strict_arm(1.0).is_err());
    assert_eq!(off(Attention::Flash, 1).unwrap_err().reason(), Reason::ExplicitlyRequired);
}
