use featherfall::requires_feature;

#[requires_feature("on", required_if(x > 1, "x is above 1"))]
fn nothing_instead(x: u32) -> std::io::Result<u32> {
    Ok(x)
}

#[requires_feature("off", otherwise = 1, required_if(x > 1, "x is above 1"))]
const fn constant(x: u32) -> u32 {
    x
}

#[requires_feature("on", otherwise = 0..1, required_if(x > 1, "x is above 1"))]
fn opaque(x: u32) -> impl Iterator<Item = u32> {
    0..x
}

#[requires_feature("off", benign)]
fn benign() -> std::io::Result<u32> {
    Ok(1)
}

#[requires_feature("off", benign = true, otherwise = 1)]
fn benign_value() -> u32 {
    1
}

#[requires_feature("off", otherwise = 1, required_if("x is above 1"), required_if(true))]
fn incomplete() -> u32 {
    1
}

#[requires_feature("off", otherwise = 1, required_if(x == 1, "x is 1"))]
fn no_error(x: u32) -> u32 {
    x
}

fn main() {
    let _ = (nothing_instead(1), constant(1), benign(), benign_value(), incomplete());
    drop(opaque(1));
    no_error(1);
}
