struct Attention {
    scale: f32,
}
::core::compile_error! {
    "`requires_feature` goes on a function, a method or an impl block, not on a struct: what exists only with a feature has `#[cfg(feature = \"..\")]`"
}
