use featherfall::requires_feature;

struct Attention;

#[requires_feature("off")]
impl Attention {
    fn fits() -> Result<u32, featherfall::Unavailable> {
        Ok(1)
    }

    fn does_not_fit() -> u32 {
        1
    }
}

#[requires_feature("on")]
impl Default for Attention {
    fn default() -> Self {
        Self
    }
}

fn main() {
    let _ = Attention::fits();
    Attention::does_not_fit();
    let _ = Attention::default();
}
