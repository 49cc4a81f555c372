use featherfall::requires_feature;

#[requires_feature("on", otherwise = struct)]
fn keyword() -> u32 {
    1
}

#[requires_feature("off", otherwise = 1 +)]
fn half() -> u32 {
    1
}

#[requires_feature("off", otherwise = let)]
fn statement() -> u32 {
    1
}

#[requires_feature("off", otherwise = ;, panics)]
fn punctuation() -> u32 {
    1
}

fn main() {
    keyword();
    half();
    statement();
    punctuation();
}
