//! Pairs of functions, one side for builds with a feature and one for builds without.

#[cfg(feature = "gpu")]
use std::collections::BTreeMap;
use std::fmt;

#[cfg(not(feature = "gpu"))]
use anyhow::bail;
#[cfg(not(feature = "gpu"))]
use anyhow::Error as Failure;

mod error;
mod hidden;

pub use error::{Error, Result};

// A panic where an error could be returned.
#[cfg(feature = "fast")]
fn fused(q: &[f32], scale: f32) -> Result<Vec<f32>> {
    Ok(q.iter().map(|x| x * scale).collect())
}

#[cfg(not(feature = "fast"))]
fn fused(_: &[f32], _: f32) -> Result<Vec<f32>> {
    unimplemented!("compile with '--features fast'")
}

/// Adds two numbers.
#[cfg(feature = "gpu")]
pub fn add(a: i32, b: i32) -> anyhow::Result<i32> {
    Ok(a + b)
}

/// Without a GPU.
#[cfg(not(feature = "gpu"))]
pub fn add(_a: i32, _b: i32) -> anyhow::Result<i32> {
    anyhow::bail!("add: set `ADD_ON_CPU=1` and use `slow_add`")
}

#[cfg(not(feature = "gpu"))]
pub fn has_gpu() -> bool {
    false
}

/// Whether there is one.
#[cfg(feature = "gpu")]
pub fn has_gpu() -> bool {
    true
}

/// The documentation stands on one side only.
#[cfg(not(feature = "fast"))]
#[allow(dead_code, unused_variables)]
fn documented(x: u8) -> Option<u8> {
    // Nobody knows it here.
    None
}

#[cfg(feature = "fast")]
fn documented(x: u8) -> Option<u8> {
    Some(x)
}

#[cfg(feature = "fast")]
fn delegated(x: u8, y: u8) -> u8 {
    x.wrapping_mul(y)
}

#[cfg(not(feature = "fast"))]
fn delegated(x: u8, y: u8) -> u8 {
    slow_mul(x, y)
}

fn slow_mul(x: u8, y: u8) -> u8 {
    (0..y).fold(0, |sum, _| sum + x)
}

#[cfg(feature = "fast")]
fn expression(left: usize, _right: usize) -> usize {
    left * 2
}

#[cfg(not(feature = "fast"))]
fn expression(_left: usize, right: usize) -> usize {
    _left.max(1) + 1
}

#[cfg(any(feature = "fast", feature = "faster"))]
pub fn warm_up(rounds: usize) {
    for _ in 0..rounds {}
}

#[cfg(not(any(feature = "fast", feature = "faster")))]
pub fn warm_up(_rounds: usize) {}

#[cfg(feature = "gpu")]
fn panics(name: &str) -> usize {
    name.len()
}

#[cfg(not(feature = "gpu"))]
fn panics(_: &str) -> usize {
    panic!("no gpu")
}

#[cfg(feature = "gpu")]
fn variant(name: &str) -> Result<usize> {
    Ok(name.len())
}

#[cfg(not(feature = "gpu"))]
fn variant(_: &str) -> Result<usize> {
    Err(Error::NoGpu)
}

#[cfg(feature = "gpu")]
fn text_error(name: &str) -> std::result::Result<usize, String> {
    Ok(name.len())
}

#[cfg(not(feature = "gpu"))]
fn text_error(_: &str) -> std::result::Result<usize, String> {
    Err("no gpu".to_string())
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

#[cfg(feature = "fast")]
fn both_work(xs: &[u32]) -> u32 {
    xs.iter().sum()
}

#[cfg(not(feature = "fast"))]
fn both_work(values: &[u32]) -> u32 {
    let mut sum = 0;
    for x in values {
        // One at a time.
        sum += x;
    }
    sum
}

#[cfg(feature = "faster")]
fn three(x: u8) -> Result<u8> {
    Ok(x << 2)
}

#[cfg(all(feature = "fast", not(feature = "faster")))]
fn three(x: u8) -> Result<u8> {
    Ok(x << 1)
}

#[cfg(not(any(feature = "fast", feature = "faster")))]
fn three(_: u8) -> Result<u8> {
    todo!("enable `fast` or `faster`")
}

#[cfg(feature = "gpu")]
const fn constant() -> bool {
    true
}

#[cfg(not(feature = "gpu"))]
const fn constant() -> bool {
    false
}

#[cfg(target_os = "linux")]
fn only_the_target(x: u8) -> u8 {
    x
}

#[cfg(not(target_os = "linux"))]
fn only_the_target(_: u8) -> u8 {
    0
}

#[cfg(has_kernels)]
pub fn built(x: u8) -> Result<u8> {
    Ok(x)
}

#[cfg(not(has_kernels))]
pub fn built(_: u8) -> Result<u8> {
    unimplemented!("the kernels need sm_80 at build time")
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

#[cfg(feature = "gpu")]
fn uses_gated(x: u8) -> u8 {
    x
}

#[cfg(not(feature = "gpu"))]
fn uses_gated(x: u8) -> u8 {
    hidden::only_without(x)
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
    #[cfg(feature = "gpu")]
    pub async fn run(&mut self, input: &[f32]) -> Result<f32> {
        Ok(input[self.width])
    }

    #[cfg(not(feature = "gpu"))]
    pub async fn run(&mut self, _input: &[f32]) -> Result<f32> {
        Err(Error::Text(format!("gpu")))
    }
}

impl Shape for Layer {
    #[cfg(feature = "gpu")]
    fn shape(&self) -> usize {
        self.width
    }

    #[cfg(not(feature = "gpu"))]
    fn shape(&self) -> usize {
        self.width + 1
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
#[cfg(feature = "gpu")]
pub fn imports(x: u8) -> anyhow::Result<u8> {
    Ok(x)
}

#[cfg(not(feature = "gpu"))]
pub fn imports(_: u8) -> anyhow::Result<u8> {
    bail!("no GPU")
}

#[cfg(feature = "gpu")]
pub fn may_be_a_trait(x: u8) -> anyhow::Result<u8> {
    Ok(x)
}

#[cfg(not(feature = "gpu"))]
pub fn may_be_a_trait(_: u8) -> anyhow::Result<u8> {
    Err(Failure::msg("no GPU"))
}

#[cfg(feature = "fast")]
pub fn aborts(mut x: u8, y: u8) -> u8 {
    x += y;
    x
}

#[cfg(not(feature = "fast"))]
pub fn aborts(x: u8, _: u8) -> u8 {
    if x > 1 {
        return x;
    }
    2
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

#[cfg(feature = "gpu")] // tuned for sm_90
pub fn tuned(x: u32) -> u32 {
    x * 2
} // see issue 7
// The slow one.
#[cfg(not(feature = "gpu"))] // in Rust
pub fn tuned(x: u32) -> u32 {
    x // TODO(#12): faster
} // see issue 8

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
#[cfg(feature = "fast")]
pub fn swapped(a: u32, b: u32) -> u32 {
    a - b
}

#[cfg(not(feature = "fast"))]
pub fn swapped(a: u32, b: u32) -> u32 {
    tuned_difference(b, a)
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
