use featherfall::requires_feature;

#[requires_feature(
    "on",
    panics,
    alternative = eager,
    hint = 1,
    name = gated,
    tracking = https://example.org,
    note = concat!("a", "b"),
)]
fn gated() {}

#[requires_feature("on", panics, alternative = "", hint = " ", name = "", tracking = "", note = "")]
fn empty() {}

#[requires_feature("on", panics, note = "a" "b")]
fn two_strings() {}

fn main() {
    gated();
    empty();
    two_strings();
}
