use featherfall::requires_feature;

fn slow() -> u32 {
    1
}

#[requires_feature("on", fallbak = slow)]
fn one_letter() -> u32 {
    2
}

#[requires_feature("off", require_if(true, "asked for"), otherwise = 1)]
fn another() -> u32 {
    2
}

fn main() {
    one_letter();
    another();
}
