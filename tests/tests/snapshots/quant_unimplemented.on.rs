#[allow(unused_variables, unused_mut)]
/// Support for `iq2` quantization: unimplemented.
fn iq2(weight: &Tensor) -> Result<Tensor, Error> {
    ::featherfall::__private::describe! {
        "
name: iq2
package: featherfall-tests
place: src/lib.rs:1
method: iq2
level: Unimplemented
operation: iq2
alternative: use `q4k`",
        0
    }
    ::featherfall::__private::returns::<Result<Tensor, Error>>()
        .unsupported(__FEATHERFALL.refused(0))
}
