use featherfall::requires_feature;

#[requires_feature("on", otherwise = "text")]
fn number() -> u32 {
    1
}

#[requires_feature("on", otherwise = 0)]
fn unit() {}

#[requires_feature("on", otherwise = None)]
fn result() -> Result<&'static str, u32> {
    Err(1)
}

#[requires_feature("on", otherwise = nothing)]
fn unknown_name(a: u32) -> u32 {
    a
}

#[requires_feature("on", otherwise = { let a = 1; })]
fn block() -> u32 {
    1
}

fn main() {
    number();
    unit();
    let _ = result();
    unknown_name(1);
    block();
}
