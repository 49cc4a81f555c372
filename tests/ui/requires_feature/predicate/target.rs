use featherfall::requires_feature;

#[requires_feature(target_os = linux, panics)]
fn no_string() {}

#[requires_feature(target_os, panics)]
fn no_value() {}

#[requires_feature(unix = "yes", panics)]
fn value() {}

#[requires_feature(target_oss = "linux", panics)]
fn misspelt_key() {}

#[requires_feature(unxi, panics)]
fn misspelt_flag() {}

fn main() {
    no_string();
    no_value();
    value();
    misspelt_key();
    misspelt_flag();
}
