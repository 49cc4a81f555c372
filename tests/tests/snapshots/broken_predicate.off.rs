#[allow(unused_variables, unused_mut, unexpected_cfgs)]
fn attention(q: &Tensor) -> Result<Tensor, Error> {
    loop {}
}
::core::compile_error! {
    "no cargo feature sets `cuda`, so it needs `hint = \"..\"`, which says how to get a build that has it; or write the feature `\"cuda\"`"
}
