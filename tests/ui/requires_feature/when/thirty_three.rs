use featherfall::requires_feature;

#[requires_feature(
    "on",
    panics,
    when(true, "1"), when(true, "2"), when(true, "3"), when(true, "4"), when(true, "5"),
    when(true, "6"), when(true, "7"), when(true, "8"), when(true, "9"), when(true, "10"),
    when(true, "11"), when(true, "12"), when(true, "13"), when(true, "14"), when(true, "15"),
    when(true, "16"), when(true, "17"), when(true, "18"), when(true, "19"), when(true, "20"),
    when(true, "21"), when(true, "22"), when(true, "23"), when(true, "24"), when(true, "25"),
    when(true, "26"), when(true, "27"), when(true, "28"), when(true, "29"), when(true, "30"),
    when(true, "31"), when(true, "32"), when(true, "33"),
)]
fn gated() {}

fn main() {
    gated();
}
