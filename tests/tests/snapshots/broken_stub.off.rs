impl Absent {
    #[allow(unused)]
    fn open() -> Result<Self, Error> {
        loop {}
    }
}
::core::compile_error! {
    "unknown option `fallback`: did you mean `otherwise = expr`?"
}
