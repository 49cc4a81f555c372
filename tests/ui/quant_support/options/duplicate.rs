use featherfall::quant_support;

#[quant_support(
    Stable,
    method = "a",
    method = "b",
    aliases("a"),
    aliases("b"),
    ignores(a),
    ignores(b),
    refuses(c),
    refuses(d),
    requires(e),
    requires(f),
    alternative = "a",
    alternative = "b",
    error = |_| 1,
    error = |_| 2,
    log = off,
    log = warn,
    since = "a",
    since = "b",
    priority = Low,
    priority = High,
    tracking = "a",
    tracking = "b",
    note = "a",
    note = "b",
    name = "a",
    name = "b",
    crate = ::featherfall,
    crate = ::featherfall,
)]
fn quantize(a: Option<u32>, c: Option<u32>, e: Option<u32>) -> Result<(), u32> {
    let _ = (a, c, e);
    Ok(())
}

fn main() {
    let _ = quantize(None, None, None);
}
