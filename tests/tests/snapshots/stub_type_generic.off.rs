#[allow(dead_code)]
/// Stands in for builds without feature `cuda`: no value of this type exists.
pub(crate) struct NoQueue<'a, T: Clone, const N: usize>
where
    T: Send,
{
    no_value_exists: ::featherfall::__private::Never,
    parameters: ::core::marker::PhantomData<fn() -> (&'a (), *const T)>,
}
const _: () = {
    ::featherfall::__private::describe! {
        162 counted #[deny(unexpected_cfgs)]
        "0.1.0
kind: stub
name: NoQueue
package: featherfall-tests
version: 0.1.0
place: src/lib.rs:1
requires: \"cuda\"
holds: "
        { ::core::module_path!() } [any()]
    }
    impl<'a, T: Clone, const N: usize> NoQueue<'a, T, N>
    where
        T: Send,
    {
        #[doc(hidden)]
        #[allow(dead_code)]
        pub(crate) const fn __never(&self) -> ! {
            self.no_value_exists.never()
        }
    }
    impl<'a, T: Clone, const N: usize> ::featherfall::__private::Stub
    for NoQueue<'a, T, N>
    where
        T: Send,
    {
        fn never(&self) -> ! {
            self.no_value_exists.never()
        }
    }
};
