use featherfall::feature_stub;

#[feature_stub]
struct Nothing;

#[feature_stub("off", fallback = f, panics, log = loud, alternative = "")]
impl Nothing {
    fn run(&self);
}

#[feature_stub(error = f, "off")]
fn load() -> Result<u8, String>;

#[feature_stub("off", otherwise = 1, otherwise = 2)]
fn twice() -> u8;

fn main() {
    let _ = load();
    twice();
}
