use featherfall::requires_feature;

fn eager() -> Result<u32, u32> {
    Ok(0)
}

#[requires_feature("on", fallback = eager, otherwise = Ok(0))]
fn fallback_otherwise() -> Result<u32, u32> {
    Ok(1)
}

#[requires_feature("off", panics, fallback = eager)]
fn panics_fallback() -> Result<u32, u32> {
    Ok(1)
}

#[requires_feature("on", otherwise = Ok(0), panics)]
fn otherwise_panics() -> Result<u32, u32> {
    Ok(1)
}

#[requires_feature("off", panics, error = |_| 1)]
fn panics_error() -> Result<u32, u32> {
    Ok(1)
}

#[requires_feature("off", panics, error = |_| 1, fallback = eager, otherwise = Ok(0))]
fn everything() -> Result<u32, u32> {
    Ok(1)
}

fn main() {
    let _ = fallback_otherwise();
    let _ = panics_fallback();
    let _ = otherwise_panics();
    let _ = panics_error();
    let _ = everything();
}
