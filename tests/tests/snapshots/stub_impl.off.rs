const _: () = {
    ::featherfall::__private::describe! {
        180 counted #[deny(unexpected_cfgs)]
        "0.1.0
kind: stub
name: Absent
package: featherfall-tests
version: 0.1.0
place: src/lib.rs:1
requires: \"cuda\"
label: impl Absent
holds: "
        { ::core::module_path!() } [any()]
    }
    impl Absent {
        pub const ALIGNMENT: usize = 16;
        #[allow(unused)]
        pub fn open(ordinal: usize) -> Result<Self, Error> {
            ::featherfall::__private::returns::<Result<Self, Error>>()
                .error(into_error, __FEATHERFALL.refused(0))
        }
        #[allow(unused)]
        pub fn len(&self) -> usize {
            ::featherfall::__private::Stub::never(&*self)
        }
        #[allow(unused)]
        pub fn join(first: Absent, __argument1: (u8, u8)) -> Self {
            ::featherfall::__private::Stub::never(&first)
        }
        #[allow(unused)]
        pub async fn wait(self: std::sync::Arc<Self>) -> u8 {
            ::featherfall::__private::Stub::never(&*self)
        }
        #[allow(unused)]
        pub const fn id(&self) -> u32 {
            self.__never()
        }
        pub fn kind() -> &'static str {
            "none"
        }
    }
};
