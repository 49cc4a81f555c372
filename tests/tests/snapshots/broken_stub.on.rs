::core::compile_error! {
    "unknown option `fallback`: did you mean `otherwise = expr`?"
}
