use featherfall::requires_feature;

fn eager() -> u32 {
    0
}

#[requires_feature("on", fallback = eager())]
fn call() -> u32 {
    1
}

#[requires_feature("off", fallback = "eager")]
fn string() -> u32 {
    1
}

#[requires_feature("off", fallback = || 0)]
fn closure() -> u32 {
    1
}

#[requires_feature("off", fallback = 0)]
fn number() -> u32 {
    1
}

#[requires_feature("off", fallback = if)]
fn keyword() -> u32 {
    1
}

fn main() {
    eager();
    call();
    string();
    closure();
    number();
    keyword();
}
