#[allow(unused_variables, unused_mut)]
/// Support for `iq2` quantization: unimplemented.
fn iq2(weight: &Tensor) -> Result<Tensor, Error> {
    ::featherfall::__private::describe! {
        200 counted
        "0.1.0
kind: quant
name: iq2
package: featherfall-tests
version: 0.1.0
place: src/lib.rs:1
method: iq2
level: Unimplemented
operation: iq2
alternative: use `q4k`"
        { ::core::module_path!() }
    }
    ::featherfall::__private::returns::<Result<Tensor, Error>>()
        .unsupported(__FEATHERFALL.refused(0))
}
