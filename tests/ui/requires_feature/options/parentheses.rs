use featherfall::requires_feature;

#[requires_feature(
    "off",
    fallback(eager),
    otherwise(1),
    error(f),
    panics("text"),
    alternative("text"),
    hint("text"),
    available(NAME),
    name("text"),
    log(warn),
    priority(High),
    tracking("text"),
    note("text"),
    crate(featherfall),
)]
fn gated() {}

fn main() {
    gated();
}
