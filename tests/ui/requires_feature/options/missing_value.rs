use featherfall::requires_feature;

#[requires_feature(
    "on",
    fallback,
    otherwise,
    error,
    when,
    alternative,
    hint,
    available,
    name,
    log,
    priority,
    tracking,
    note,
    crate,
)]
fn names_only() {}

#[requires_feature(
    "off",
    fallback =,
    otherwise =,
    error =,
    when(),
    alternative =,
    hint =,
    available =,
    name =,
    log =,
    priority =,
    tracking =,
    note =,
    crate =,
)]
fn equals_only() {}

#[requires_feature("off", fallback =)]
fn at_the_end() {}

fn main() {
    names_only();
    equals_only();
    at_the_end();
}
