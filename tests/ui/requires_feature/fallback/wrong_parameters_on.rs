use featherfall::requires_feature;

fn none() -> u32 {
    0
}

fn text(_: &str, _: u32) -> u32 {
    0
}

#[requires_feature("on", fallback = none)]
fn too_few(a: u32, b: u32) -> u32 {
    a + b
}

#[requires_feature("on", fallback = text)]
fn too_many(a: &str) -> u32 {
    a.len() as u32
}

#[requires_feature("on", fallback = text)]
fn other_type(a: u32, b: u32) -> u32 {
    a + b
}

struct Attention;

impl Attention {
    fn by_value(self) -> u32 {
        0
    }

    #[requires_feature("on", fallback = Self::by_value)]
    fn by_reference(&self) -> u32 {
        1
    }
}

fn main() {
    too_few(1, 2);
    too_many("");
    other_type(1, 2);
    Attention.by_reference();
}
