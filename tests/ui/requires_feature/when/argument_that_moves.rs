use featherfall::requires_feature;

fn slow(_: [String; 2]) {}

#[requires_feature("on", fallback = slow, when(a.is_empty(), "a must be empty"))]
fn kernel([a, _]: [String; 2]) {}

fn main() {
    kernel([String::new(), String::new()]);
}
