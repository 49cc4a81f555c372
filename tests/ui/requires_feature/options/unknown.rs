use featherfall::requires_feature;

#[requires_feature("on", falback = eager)]
fn fallback() {}

#[requires_feature("off", Otherwise = 1)]
fn otherwise() -> u32 {
    1
}

#[requires_feature("on", panic)]
fn panics() {}

#[requires_feature("on", if(true, "reason"), panics)]
fn when() {}

#[requires_feature("on", ignores(x), panics)]
fn of_the_other_attribute(x: Option<u32>) {
    let _ = x;
}

fn main() {
    fallback();
    otherwise();
    panics();
    when();
    of_the_other_attribute(None);
}
