use featherfall::quant_support;

#[quant_support(
    Stable,
    method,
    aliases,
    ignores,
    refuses,
    requires,
    alternative,
    error,
    log,
    since,
    priority,
    tracking,
    note,
    name,
    crate,
)]
fn names_only() {}

#[quant_support(
    Stable,
    method =,
    aliases(),
    ignores(),
    refuses(),
    requires(),
    alternative =,
    error =,
    log =,
    since =,
    priority =,
    tracking =,
    note =,
    name =,
    crate =,
)]
fn nothing_in_it() {}

#[quant_support(
    Stable,
    method("hqq"),
    aliases = "hqq",
    ignores = imatrix,
    refuses = imatrix,
    requires = imatrix,
    since("0.1.0"),
)]
fn the_other_form() {}

#[quant_support(
    Stable,
    method = hqq,
    aliases(hqq),
    ignores("imatrix"),
    refuses(1),
    requires(a b),
    since = 0.3,
    log = loud,
    priority = Urgent,
    crate = "featherfall",
)]
fn another_type() {}

#[quant_support(Stable, method = "", aliases("hqq", ""), since = "")]
fn empty() {}

fn main() {
    names_only();
    nothing_in_it();
    the_other_form();
    another_type();
    empty();
}
