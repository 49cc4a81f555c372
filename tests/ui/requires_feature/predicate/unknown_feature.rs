// One error for each literal, rustc's own.
use featherfall::requires_feature;

fn eager() -> Result<u32, featherfall::Unavailable> {
    Ok(0)
}

#[requires_feature("onn")]
fn error() -> Result<u32, featherfall::Unavailable> {
    Ok(1)
}

#[requires_feature("onn", fallback = eager)]
fn fallback() -> Result<u32, featherfall::Unavailable> {
    Ok(1)
}

#[requires_feature("onn", otherwise = 0, when(true, "it must be true"))]
fn otherwise() -> u32 {
    1
}

#[requires_feature("onn", otherwise = 0)]
const fn constant() -> u32 {
    1
}

#[requires_feature("onn", panics, available = PANICS)]
async fn panics() -> u32 {
    1
}

#[requires_feature("completely-different", panics)]
fn nothing_similar() -> u32 {
    1
}

#[requires_feature(feature = "onn", panics)]
fn written_as_in_cfg() -> u32 {
    1
}

fn main() {
    let _ = (error(), fallback(), otherwise(), constant(), panics(), PANICS, nothing_similar());
    written_as_in_cfg();
}
