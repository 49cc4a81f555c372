use featherfall::requires_feature;

#[requires_feature(any(), panics)]
fn empty_any() {}

#[requires_feature(all(), panics)]
fn empty_all() {}

#[requires_feature(not(), panics)]
fn empty_not() {}

#[requires_feature(cfg(), panics)]
fn empty_cfg() {}

#[requires_feature(not("on", "off"), panics)]
fn not_two() {}

#[requires_feature(cfg("on", "off"), panics)]
fn cfg_two() {}

#[requires_feature(al("on", "off"), panics)]
fn misspelt_all() {}

#[requires_feature(Any("on", "off"), panics)]
fn misspelt_any() {}

#[requires_feature(all("on", nott("off")), panics)]
fn misspelt_not() {}

fn main() {
    empty_any();
    empty_all();
    empty_not();
    empty_cfg();
    not_two();
    cfg_two();
    misspelt_all();
    misspelt_any();
    misspelt_not();
}
