#[allow(unused_variables, unused_mut, unexpected_cfgs)]
fn attention(q: &Tensor) -> Result<Tensor, Error> {
    loop {}
}
::core::compile_error! {
    "a feature is written as a string: `\"cuda\"`; what a build script sets needs `hint = \"..\"`, which says how to get a build that has it"
}
