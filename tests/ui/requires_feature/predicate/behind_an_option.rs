// The predicate comes first.
use featherfall::requires_feature;

fn eager() {}

#[requires_feature(fallback = eager)]
fn fallback() {}

#[requires_feature(otherwise = "text", "on")]
fn otherwise() -> &'static str {
    "body"
}

#[requires_feature(panics)]
fn panics() {}

#[requires_feature(when(true, "true"), "on")]
fn when() {}

#[requires_feature(crate = ::featherfall)]
fn path() {}

fn main() {
    fallback();
    otherwise();
    panics();
    when();
    path();
}
