use featherfall::requires_feature;

#[requires_feature("on", panics, crate = "featherfall")]
fn string() {}

#[requires_feature("on", panics, crate = "::some::path")]
fn absolute_string() {}

#[requires_feature("on", panics, crate = "not a path")]
fn no_path() {}

#[requires_feature("on", panics, crate = featherfall)]
fn relative() {}

#[requires_feature("on", panics, crate = self::gates)]
fn relative_to_the_module() {}

#[requires_feature("on", panics, crate = 3)]
fn number() {}

#[requires_feature("on", panics, crate = ::featherfall::<u32>)]
fn generic() {}

fn main() {
    string();
    absolute_string();
    no_path();
    relative();
    relative_to_the_module();
    number();
    generic();
}
