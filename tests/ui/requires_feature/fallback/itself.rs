use featherfall::requires_feature;

#[requires_feature("on", fallback = fused)]
fn fused(values: &[f32]) -> f32 {
    values.iter().sum()
}

fn scan(_: &Kernel) -> f32 {
    0.0
}

struct Kernel;

impl Kernel {
    // The function above, not the method.
    #[requires_feature("on", fallback = scan)]
    fn scan(&self) -> f32 {
        1.0
    }
}

fn main() {
    fused(&[]);
    Kernel.scan();
}
