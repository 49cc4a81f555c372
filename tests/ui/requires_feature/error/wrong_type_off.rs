use featherfall::requires_feature;

struct Error;

fn no_parameter() -> Error {
    Error
}

fn other_parameter(_: &str) -> Error {
    Error
}

#[requires_feature("off", error = |_| 1)]
fn other_error() -> Result<(), Error> {
    Ok(())
}

#[requires_feature("off", error = no_parameter)]
fn too_few() -> Result<(), Error> {
    Ok(())
}

#[requires_feature("off", error = other_parameter)]
fn other_type() -> Result<(), Error> {
    Ok(())
}

#[requires_feature("off", error = Error)]
fn not_callable() -> Result<(), Error> {
    Ok(())
}

#[requires_feature("off", error = nowhere)]
fn unknown_name() -> Result<(), Error> {
    Ok(())
}

#[requires_feature("off", error = |_| Error)]
fn no_result() -> u32 {
    1
}

fn main() {
    let _ = other_error();
    let _ = too_few();
    let _ = other_type();
    let _ = not_callable();
    let _ = unknown_name();
    no_result();
}
