use featherfall::requires_feature;

const fn eager() -> u32 {
    0
}

#[requires_feature("on")]
const fn nothing() -> u32 {
    1
}

#[requires_feature("off")]
const unsafe fn nothing_off() -> u32 {
    1
}

#[requires_feature("on", fallback = eager)]
const fn fallback() -> u32 {
    1
}

#[requires_feature("off", panics)]
pub const fn panics() -> u32 {
    1
}

#[requires_feature("off", error = |_| 1)]
const fn error() -> Result<u32, u32> {
    Ok(1)
}

#[requires_feature("off", otherwise = Ok(0), error = |_| 1)]
const fn otherwise_error() -> Result<u32, u32> {
    Ok(1)
}

struct Attention;

#[requires_feature("off", panics)]
impl Attention {
    const fn method(&self) -> u32 {
        1
    }
}

const ALL: u32 = nothing() + fallback() + panics() + Attention.method();

fn main() {
    let _ = unsafe { nothing_off() } + ALL;
    let _ = error();
    let _ = otherwise_error();
}
