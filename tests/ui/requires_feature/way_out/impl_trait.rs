use featherfall::requires_feature;

#[requires_feature("on")]
fn on() -> impl Iterator<Item = u32> {
    [1].into_iter()
}

#[requires_feature("off")]
fn off() -> impl Iterator<Item = u32> {
    [1].into_iter()
}

#[requires_feature("on")]
fn inside() -> Result<impl Iterator<Item = u32>, featherfall::Unavailable> {
    Ok([1].into_iter())
}

#[requires_feature("off", panics)]
fn panics() -> impl Sized {
    1
}

#[requires_feature("off", error = |_| 1)]
async fn error() -> Result<impl Sized, u32> {
    Ok(1)
}

fn eager() -> impl Iterator<Item = u32> {
    [0].into_iter()
}

#[requires_feature("on", fallback = eager, when(true, "it must be true"))]
fn when() -> impl Iterator<Item = u32> {
    [1].into_iter()
}

fn main() {
    let _ = on().next();
    let _ = off().next();
    let _ = inside();
    let _ = panics();
    let _ = error();
    let _ = when().next();
}
