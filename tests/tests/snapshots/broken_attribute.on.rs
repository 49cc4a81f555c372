#[allow(unused_variables, unused_mut)]
fn attention(q: &Tensor) -> Result<Tensor, Error> {
    { cuda::attention(q) }
}
::core::compile_error! {
    "unknown option `falback`: did you mean `fallback = path`? The options are `fallback = path`, `panics`, `available = NAME`, `name = \"..\"`, `log = off|debug|info|warn|error`, `crate = ::path`, `error = f`, `when(cond, \"reason\")`, `benign`, `hint = \"..\"`, `tracking = \"URL\"`, `note = \"..\"`, `priority = Critical|High|Medium|Low`, `otherwise = expr`, `alternative = \"..\"`, `required_if(cond, \"reason\")`"
}
::core::compile_error! {
    "`log` cannot be `loud`; expected one of `off`, `debug`, `info`, `warn`, `error`"
}
