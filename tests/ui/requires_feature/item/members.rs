use featherfall::requires_feature;

struct Attention;

trait Kernel {
    #[requires_feature("on")]
    const SIZE: usize;

    #[requires_feature("off")]
    type Output;
}

impl Kernel for Attention {
    #[requires_feature("on")]
    const SIZE: usize = 1;

    #[requires_feature("off")]
    type Output = u32;
}

fn main() {
    let _: <Attention as Kernel>::Output = 1;
    let _ = Attention::SIZE;
}
