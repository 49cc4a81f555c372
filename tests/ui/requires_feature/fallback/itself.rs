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

impl Kernel {
    #[requires_feature("on", fallback = Self::sum)]
    fn sum(&self) -> f32 {
        1.0
    }
}

#[requires_feature("on", fallback = Self::slow)]
impl Kernel {
    fn slow(&self) -> f32 {
        1.0
    }

    fn fast(&self) -> f32 {
        2.0
    }
}

trait Sum {
    fn sum(&self) -> f32;
}

impl Sum for Kernel {
    // The one above: a type's own function comes before that of a trait.
    #[requires_feature("on", fallback = Self::sum)]
    fn sum(&self) -> f32 {
        3.0
    }
}

fn main() {
    fused(&[]);
    Kernel.scan();
    Kernel.sum();
    Kernel.slow();
    Kernel.fast();
    Sum::sum(&Kernel);
}
