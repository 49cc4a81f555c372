// It is what `FEATHERFALL=strict` returns.
use featherfall::requires_feature;

struct Error;

fn eager() -> Result<u32, Error> {
    Ok(0)
}

#[requires_feature("off", fallback = eager, error = |_| 1)]
fn fallback() -> Result<u32, Error> {
    Ok(1)
}

#[requires_feature("off", otherwise = 0, error = |_| Error)]
fn no_result() -> u32 {
    1
}

fn main() {
    let _ = fallback();
    no_result();
}
