use featherfall::requires_feature;

fn eager(_: u32, _: u32) {}

#[requires_feature("on", fallback = eager)]
fn on(a: u32, #[cfg(unix)] b: u32) {
    let _ = (a, b);
}

#[requires_feature("off", fallback = eager)]
fn off(#[cfg(unix)] a: u32, #[cfg(unix)] b: u32) {
    let _ = (a, b);
}

fn main() {
    on(1, 2);
    off(1, 2);
}
