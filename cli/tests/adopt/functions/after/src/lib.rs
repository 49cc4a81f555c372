//! Pairs of functions, one side for builds with a feature and one for builds without.

featherfall::feature_set!();

#[cfg(feature = "gpu")]
use std::collections::BTreeMap;
use std::fmt;

#[allow(unused_imports)]
#[cfg(not(feature = "gpu"))]
use anyhow::Error as Failure;

mod error;
mod hidden;

pub use error::{Error, Result};

// A panic where an error could be returned.
#[featherfall::requires_feature("fast")]
fn fused(q: &[f32], scale: f32) -> Result<Vec<f32>> {
    Ok(q.iter().map(|x| x * scale).collect())
}

/// Adds two numbers.
#[featherfall::requires_feature(
    "gpu",
    // Without a GPU.
    alternative = "add: set `ADD_ON_CPU=1` and use `slow_add`",
)]
pub fn add(a: i32, b: i32) -> anyhow::Result<i32> {
    Ok(a + b)
}

/// Whether there is one.
#[featherfall::requires_feature("gpu", otherwise = false)]
pub fn has_gpu() -> bool {
    true
}

/// The documentation stands on one side only.
#[cfg_attr(not(feature = "fast"), allow(dead_code))]
#[featherfall::requires_feature(
    "fast",
    // Nobody knows it here.
    otherwise = None,
)]
fn documented(x: u8) -> Option<u8> {
    Some(x)
}

#[featherfall::requires_feature("fast", fallback = slow_mul, benign)]
fn delegated(x: u8, y: u8) -> u8 {
    x.wrapping_mul(y)
}

fn slow_mul(x: u8, y: u8) -> u8 {
    (0..y).fold(0, |sum, _| sum + x)
}

#[featherfall::requires_feature("fast", otherwise = left.max(1) + 1, benign)]
fn expression(left: usize, _right: usize) -> usize {
    left * 2
}

#[featherfall::requires_feature(any("fast", "faster"), otherwise = ())]
pub fn warm_up(rounds: usize) {
    for _ in 0..rounds {}
}

#[featherfall::requires_feature("gpu", panics)]
fn panics(name: &str) -> usize {
    name.len()
}

#[featherfall::requires_feature("gpu", error = |_| Error::NoGpu)]
fn variant(name: &str) -> Result<usize> {
    Ok(name.len())
}

#[featherfall::requires_feature("gpu")]
fn text_error(name: &str) -> std::result::Result<usize, String> {
    Ok(name.len())
}

#[cfg(feature = "gpu")]
fn unknown_error(name: &str) -> std::result::Result<usize, fmt::Error> {
    Ok(name.len())
}

#[cfg(not(feature = "gpu"))]
fn unknown_error(_: &str) -> std::result::Result<usize, fmt::Error> {
    panic!("no gpu")
}

#[cfg(feature = "gpu")]
fn imported(map: &BTreeMap<u8, u8>) -> usize {
    map.len()
}

#[cfg(not(feature = "gpu"))]
fn imported(_map: &std::collections::BTreeMap<u8, u8>) -> usize {
    0
}

#[cfg(feature = "gpu")]
fn drifted(a: u8, b: u8) -> u8 {
    a + b
}

#[cfg(not(feature = "gpu"))]
fn drifted(_a: u8) -> u8 {
    0
}

fn both_work(xs: &[u32]) -> u32 {
    featherfall::feature_gated! {
        (name = "both_work", benign)
        "fast" => {
            xs.iter().sum()
        }
        _ => {
            let mut sum = 0;
            for x in xs {
                // One at a time.
                sum += x;
            }
            sum
        }
    }
}

fn three(x: u8) -> Result<u8> {
    featherfall::feature_gated! {
        (name = "three", unused(x))
        "faster" => {
            Ok(x << 2)
        }
        all("fast", not("faster")) => {
            Ok(x << 1)
        }
    }
}

#[featherfall::requires_feature("gpu", otherwise = false)]
const fn constant() -> bool {
    true
}

#[cfg(target_os = "linux")]
fn only_the_target(x: u8) -> u8 {
    x
}

#[cfg(not(target_os = "linux"))]
fn only_the_target(_: u8) -> u8 {
    0
}

#[featherfall::requires_feature(cfg(has_kernels), hint = "the kernels need sm_80 at build time")]
pub fn built(x: u8) -> Result<u8> {
    Ok(x)
}

#[cfg(feature = "fast")]
#[inline(always)]
fn hot(x: u8) -> u8 {
    x
}

#[cfg(not(feature = "fast"))]
#[inline(always)]
fn hot(x: u8) -> u8 {
    let y = x;
    y
}

fn uses_gated(x: u8) -> u8 {
    featherfall::feature_gated! {
        (name = "uses_gated", benign)
        "gpu" => {
            x
        }
        _ => {
            hidden::only_without(x)
        }
    }
}

#[cfg(not(feature = "gpu"))]
fn alone() -> u8 {
    1
}

pub struct Layer {
    width: usize,
}

pub trait Shape {
    fn shape(&self) -> usize;
}

impl Layer {
    #[featherfall::requires_feature("gpu")]
    pub async fn run(&mut self, input: &[f32]) -> Result<f32> {
        Ok(input[self.width])
    }
}

impl Shape for Layer {
    #[featherfall::requires_feature("gpu", otherwise = self.width + 1, benign)]
    fn shape(&self) -> usize {
        self.width
    }
}

macro_rules! full_of_cfgs {
    () => {
        #[cfg(feature = "gpu")]
        fn inner() {}
        #[cfg(not(feature = "gpu"))]
        fn inner() {}
    };
}

#[cfg(test)]
mod tests {
    #[cfg(not(feature = "gpu"))]
    fn helper() -> bool {
        false
    }
    #[cfg(feature = "gpu")]
    fn helper() -> bool {
        true
    }
}

// The macro and the function are imported for the fallbacks alone.
#[featherfall::requires_feature("gpu")]
pub fn imports(x: u8) -> anyhow::Result<u8> {
    Ok(x)
}

#[featherfall::requires_feature("gpu")]
pub fn may_be_a_trait(x: u8) -> anyhow::Result<u8> {
    Ok(x)
}

pub fn aborts(mut x: u8, y: u8) -> u8 {
    featherfall::feature_gated! {
        (name = "aborts", benign, unused(mut x, y))
        "fast" => {
            x += y;
            x
        }
        _ => {
            if x > 1 {
                return x;
            }
            2
        }
    }
}

#[cfg(feature = "fast")]
pub fn only_the_fallback_changes_it(x: u8) -> u8 {
    x
}

#[cfg(not(feature = "fast"))]
pub fn only_the_fallback_changes_it(mut x: u8) -> u8 {
    x += 1;
    x
}

#[featherfall::requires_feature(
    "gpu",
    // The slow one.
    // in Rust
    // TODO(#12): faster
    // see issue 8
    otherwise = x,
    benign,
)] // tuned for sm_90
pub fn tuned(x: u32) -> u32 {
    x * 2
} // see issue 7

pub trait Kernel {
    fn run(&self) -> Result<u8>;
}

pub struct Unit;

#[cfg(feature = "gpu")]
impl Kernel for Unit {
    fn run(&self) -> Result<u8> {
        Ok(1)
    }
}

#[cfg(not(feature = "gpu"))]
impl Kernel for Unit {
    fn run(&self) -> Result<u8> {
        unimplemented!("gpu")
    }
}

// Other arguments than its own: no `fallback`.
#[featherfall::requires_feature("fast", otherwise = tuned_difference(b, a), benign)]
pub fn swapped(a: u32, b: u32) -> u32 {
    a - b
}

fn tuned_difference(a: u32, b: u32) -> u32 {
    b - a
}

#[cfg(feature = "fast")]
pub enum Order {
    Fast,
}

#[cfg(not(feature = "fast"))]
pub enum Order {
    Slow,
}
