//! Ways out whose type only the declared `impl Trait` tells, in both states.
#![deny(warnings)]

use std::fmt::{Debug, Display};
use std::future::Future;
use std::iter;

use featherfall::requires_feature;
use pollster::block_on;

struct Tokens<'a, T> {
    names: Vec<&'a str>,
    values: Vec<T>,
}

macro_rules! both {
    ($feature:literal) => {
        use super::*;

        #[requires_feature($feature, otherwise = iter::empty())]
        pub fn empty() -> impl Iterator<Item = u8> {
            0..3
        }

        #[requires_feature($feature, otherwise = n..=n)]
        pub fn range(n: u8) -> impl Iterator<Item = u8> {
            0..n
        }

        #[requires_feature($feature, otherwise = Vec::new().into_iter())]
        pub fn several() -> impl ExactSizeIterator<Item = u8> + DoubleEndedIterator + Clone + use<> {
            [1, 2, 3].into_iter()
        }

        #[requires_feature($feature, otherwise = |x| x + 1)]
        pub fn closure() -> impl Fn(u8) -> u8 + Send + 'static {
            |x| x
        }

        #[requires_feature($feature, otherwise = |x| x.len())]
        pub fn higher_ranked() -> impl for<'a> Fn(&'a str) -> usize {
            |_| 0
        }

        #[requires_feature($feature, otherwise = async { Ok(Vec::new()) })]
        pub fn future() -> impl Future<Output = Result<Vec<u8>, String>> {
            async { Ok(vec![1]) }
        }

        #[requires_feature($feature, otherwise = Ok(iter::once(0)))]
        pub fn inside() -> Result<impl Iterator<Item = i32> + 'static, String> {
            Ok(iter::repeat_n(1, 2))
        }

        #[requires_feature($feature, otherwise = Ok(iter::empty()))]
        pub fn fallible() -> Result<impl Iterator<Item = u8>, String> {
            Ok(0..3)
        }

        #[requires_feature($feature, otherwise = Ok((iter::empty(), iter::once(0))))]
        pub fn several_parts() -> Result<(impl Iterator<Item = u8>, impl Iterator<Item = u16>), ()> {
            Ok((0..3, 0..2))
        }

        #[requires_feature($feature, otherwise = Some(|x| x))]
        pub fn optional() -> Option<impl Fn(u8) -> u8> {
            Some(|x| x + 1)
        }

        #[requires_feature($feature, otherwise = [])]
        pub fn items() -> impl IntoIterator<Item = u8> {
            vec![1]
        }

        #[requires_feature($feature, otherwise = Vec::new())]
        pub fn slice() -> impl AsRef<[u8]> {
            [1]
        }

        #[requires_feature($feature, fallback = identity)]
        pub fn inferred() -> impl Fn(u8) -> u8 {
            |x| x + 1
        }

        pub fn identity<T>() -> impl Fn(T) -> T {
            |x| x
        }

        #[requires_feature($feature, otherwise = iter::empty::<u8>())]
        pub fn nested() -> impl Iterator<Item = impl Display + Debug> {
            iter::once("x")
        }

        #[requires_feature($feature, otherwise = String::new())]
        pub fn undecided() -> impl Display + AsRef<str> {
            "x"
        }

        #[requires_feature($feature, otherwise = (0, Box::new(iter::empty::<u8>())))]
        pub fn deep() -> (u8, Box<impl Iterator<Item = u8>>) {
            (1, Box::new(iter::once(1)))
        }

        #[requires_feature($feature, fallback = none)]
        pub async fn awaited<'a>(names: &'a [&'a str]) -> impl Iterator<Item = &'a str> {
            names.iter().copied()
        }

        pub async fn none<'a>(_: &'a [&'a str]) -> impl Iterator<Item = &'a str> {
            iter::empty()
        }

        #[requires_feature($feature, otherwise = iter::empty())]
        pub fn elided(names: &[String]) -> impl Iterator<Item = &str> + '_ {
            names.iter().map(String::as_str)
        }

        #[requires_feature($feature, otherwise = iter::empty())]
        pub fn generic<T: Clone, const N: usize>(values: [T; N]) -> impl Iterator<Item = (usize, T)> {
            values.into_iter().enumerate()
        }

        pub trait Listed<'a, T> {
            fn listed(&self) -> impl Iterator<Item = &'a str>;
            fn of_self(self) -> impl Iterator<Item = Self>
            where
                Self: Sized;
        }

        impl<'a, T: Clone> Listed<'a, T> for Tokens<'a, T> {
            #[requires_feature($feature, otherwise = iter::empty())]
            fn listed(&self) -> impl Iterator<Item = &'a str> {
                self.names.iter().copied()
            }

            #[requires_feature($feature, otherwise = iter::empty())]
            fn of_self(self) -> impl Iterator<Item = Self> {
                iter::once(self)
            }
        }

        #[requires_feature($feature, otherwise = iter::empty())]
        pub fn values<'t, T>(tokens: &'t Tokens<'_, T>) -> impl Iterator<Item = &'t T> {
            tokens.values.iter()
        }
    };
}

mod on {
    both!("on");
}

mod off {
    both!("off");
}

fn main() {
    let names = [String::from("a")];
    let tokens = || Tokens { names: vec!["a"], values: vec![1] };
    assert_eq!((on::empty().count(), off::empty().count()), (3, 0));
    assert_eq!((on::range(2).count(), off::range(2).count()), (2, 1));
    assert_eq!((on::several().len(), off::several().len()), (3, 0));
    assert_eq!((on::closure()(1), off::closure()(1)), (1, 2));
    assert_eq!((on::higher_ranked()("ab"), off::higher_ranked()("ab")), (0, 2));
    assert_eq!((block_on(on::future()), block_on(off::future())), (Ok(vec![1]), Ok(vec![])));
    assert_eq!(on::inside().unwrap().chain(off::inside().unwrap()).collect::<Vec<_>>(), [1, 1, 0]);
    assert_eq!(on::fallible().unwrap().chain(off::fallible().unwrap()).count(), 3);
    assert_eq!(on::several_parts().map(|it| it.0.count() + it.1.count()), Ok(5));
    assert_eq!(off::several_parts().map(|it| it.0.count() + it.1.count()), Ok(1));
    assert_eq!((on::optional().unwrap()(1), off::optional().unwrap()(1)), (2, 1));
    assert_eq!(on::items().into_iter().chain(off::items()).count(), 1);
    assert_eq!((on::slice().as_ref().len(), off::slice().as_ref().len()), (1, 0));
    assert_eq!((on::inferred()(1), off::inferred()(1)), (2, 1));
    assert_eq!((on::nested().count(), off::nested().count()), (1, 0));
    assert_eq!((on::undecided().to_string(), off::undecided().to_string()), ("x".into(), "".into()));
    assert_eq!((on::deep().1.count(), off::deep().1.count()), (1, 0));
    assert_eq!(block_on(on::awaited(&["a"])).count(), 1);
    assert_eq!(block_on(off::awaited(&["a"])).count(), 0);
    assert_eq!((on::elided(&names).count(), off::elided(&names).count()), (1, 0));
    assert_eq!((on::generic([1, 2]).count(), off::generic([1, 2]).count()), (2, 0));
    assert_eq!(on::Listed::listed(&tokens()).count(), 1);
    assert_eq!(off::Listed::listed(&tokens()).count(), 0);
    assert_eq!(on::Listed::of_self(tokens()).count(), 1);
    assert_eq!(off::Listed::of_self(tokens()).count(), 0);
    assert_eq!((on::values(&tokens()).count(), off::values(&tokens()).count()), (1, 0));
}
