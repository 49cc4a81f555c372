// Everything that `#[requires_feature]` may stand on.
#![deny(warnings)]

use std::borrow::Cow;
use std::rc::Rc;

use featherfall::{Unavailable, requires_feature};

struct Attention(u32);

impl Attention {
    #[requires_feature("off", fallback = Self::eager)]
    fn by_reference(&self, (a, b): (u32, u32), _: u32, mut c: u32) -> u32 {
        c += 1;
        a + b + c + self.0
    }

    fn eager(&self, (a, b): (u32, u32), d: u32, c: u32) -> u32 {
        a * b * c * d * self.0
    }

    #[requires_feature("off", fallback = Self::changed)]
    fn by_mutable_reference(&mut self) {}

    fn changed(&mut self) {
        self.0 += 1;
    }

    #[requires_feature("off", fallback = Self::into_inner)]
    fn by_rc(self: Rc<Self>) -> u32 {
        1
    }

    fn into_inner(self: Rc<Self>) -> u32 {
        self.0
    }
}

/// There as little as the body's `Kernel`.
#[requires_feature("off", otherwise = false, when(Kernel::is_loaded(), "the kernel must be loaded"))]
fn condition_of_what_is_not_there() -> bool {
    Kernel::runs()
}

#[requires_feature("off", available = BLOCK)]
impl Attention {
    const SIZE: usize = 3;

    fn new() -> Result<Self, Unavailable> {
        Ok(Self(1))
    }

    #[requires_feature("on", panics)]
    fn with_its_own() -> u32 {
        1
    }
}

trait Kernel {
    fn run(&self) -> u32;

    #[requires_feature("off", otherwise = 7)]
    fn default(&self) -> u32 {
        1
    }
}

#[requires_feature("off", otherwise = 8)]
impl Kernel for Attention {
    fn run(&self) -> u32 {
        1
    }
}

impl Kernel for u32 {
    #[requires_feature("off", otherwise = *self)]
    fn run(&self) -> u32 {
        1
    }
}

#[requires_feature("off", fallback = generic_eager::<T, N>)]
fn generic<T: Clone, const N: usize>(value: &T) -> Vec<T>
where
    T: PartialEq,
{
    vec![value.clone(); N]
}

fn generic_eager<T: Clone, const N: usize>(value: &T) -> Vec<T> {
    vec![value.clone(); N + 1]
}

#[requires_feature("off", fallback = first_word)]
fn elided(text: &str) -> Result<&str, Unavailable> {
    Ok(text)
}

fn first_word(text: &str) -> Result<&str, Unavailable> {
    Ok(text.split(' ').next().unwrap_or(text))
}

#[requires_feature("off", fallback = borrowed)]
fn cow(text: &str) -> Cow<'_, str> {
    text.to_uppercase().into()
}

fn borrowed(text: &str) -> Cow<'_, str> {
    text.into()
}

#[requires_feature("off", fallback = pick)]
fn boxed<'a>(left: &'a str, _right: &str) -> Box<dyn Iterator<Item = char> + 'a> {
    Box::new(left.chars())
}

fn pick<'a>(left: &'a str, _: &str) -> Box<dyn Iterator<Item = char> + 'a> {
    Box::new(left.chars().rev())
}

#[requires_feature("on", fallback = dangerous_eager, when(!pointer.is_null(), "not null"))]
unsafe fn dangerous_on(pointer: *const u32) -> u32 {
    let _ = pointer;
    1
}

#[requires_feature("off", fallback = dangerous_eager)]
unsafe fn dangerous(pointer: *const u32) -> u32 {
    let _ = pointer;
    1
}

unsafe fn dangerous_eager(pointer: *const u32) -> u32 {
    unsafe { *pointer }
}

#[requires_feature("off", otherwise = 0)]
extern "C" fn foreign() -> u32 {
    1
}

#[requires_feature("off", fallback = future_eager)]
async fn future(a: u32) -> u32 {
    a
}

async fn future_eager(a: u32) -> u32 {
    a + 1
}

#[requires_feature("off", panics)]
fn never() -> ! {
    std::process::exit(1)
}

/// Everything that a macro hands on, in its invisible delimiters.
macro_rules! handed_on {
    ($vis:vis, $name:ident, $built:ident, $output:ty, $otherwise:expr, $body:block) => {
        #[requires_feature("off", otherwise = $otherwise, available = $built)]
        $vis fn $name() -> $output $body
    };
}

mod handed_on {
    use featherfall::requires_feature;

    handed_on!(pub(super), shown, SHOWN, u32, 1, { 2 });
    handed_on!(, hidden, HIDDEN, Option<u32>, None, { Some(2) });

    pub(super) fn all() -> (u32, Option<u32>, bool) {
        (shown(), hidden(), SHOWN || HIDDEN)
    }
}

fn main() {
    assert!(!condition_of_what_is_not_there());
    let mut attention = Attention(2);
    assert_eq!(attention.by_reference((2, 3), 4, 5), 240);
    attention.by_mutable_reference();
    assert_eq!(attention.0, 3);
    assert_eq!((attention.run(), attention.default()), (8, 7));
    assert_eq!(Rc::new(attention).by_rc(), 3);
    assert!(Attention::new().is_err());
    const { assert!(!Attention::BLOCK && Attention::SIZE == 3) };
    assert_eq!(Attention::with_its_own(), 1);
    assert_eq!(5u32.run(), 5);
    assert_eq!(generic::<_, 2>(&1), [1, 1, 1]);
    assert_eq!(elided("a b").ok(), Some("a"));
    assert_eq!(cow("a"), "a");
    assert_eq!(boxed("ab", "").collect::<String>(), "ba");
    assert_eq!(unsafe { (dangerous_on(&4), dangerous(&4)) }, (1, 4));
    assert_eq!(foreign(), 0);
    drop(future(1));
    assert!(std::panic::catch_unwind(|| never()).is_err());
    const { assert!(!handed_on::SHOWN) };
    assert_eq!((handed_on::shown(), handed_on::all()), (1, (1, None, false)));
}
