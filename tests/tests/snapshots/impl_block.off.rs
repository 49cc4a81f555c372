impl CudaDevice {
    pub const ORDINAL: usize = 0;
    /// Whether `new` was built.
    pub const BUILT: ::core::primitive::bool = false;
    #[allow(unused_variables, unused_mut)]
    #[cfg_attr(clippy, allow(clippy::all, clippy::pedantic, clippy::nursery))]
    /// Requires feature `cuda`; without it, it returns an error that says what to do.
    pub fn new(ordinal: usize) -> Result<Self, Error> {
        {
            ::featherfall::__private::describe! {
                158 counted #[deny(unexpected_cfgs)]
                "0.1.0
kind: gate
name: new
package: featherfall-tests
version: 0.1.0
place: src/lib.rs:1
requires: \"cuda\"
holds: "
                { ::core::module_path!() } [any()]
            }
            {
                ::featherfall::__private::returns::<Result<Self, Error>>()
                    .refused(__FEATHERFALL.refused(0))
            }
        }
    }
    #[requires_feature("on", panics)]
    fn rank(&self) -> usize {
        self.0.rank()
    }
}
