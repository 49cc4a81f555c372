#[allow(unused_variables, unused_mut)]
fn attention(q: &Tensor) -> Result<Tensor, Error> {
    loop {}
}
::core::compile_error! {
    "unknown option `falback`: did you mean `fallback = path`?"
}
::core::compile_error! {
    "`log` cannot be `loud`; expected one of `off`, `debug`, `info`, `warn`, `error`"
}
