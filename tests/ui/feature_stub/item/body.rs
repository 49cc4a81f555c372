use featherfall::feature_stub;

#[feature_stub("off")]
fn load() -> Result<u8, String> {
    Ok(1)
}

fn main() {
    let _ = load();
}
