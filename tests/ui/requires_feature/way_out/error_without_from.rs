use featherfall::requires_feature;

#[derive(Debug)]
enum Error {
    Shape,
}

type Short<T> = Result<T, Error>;

#[requires_feature("on")]
fn on() -> Result<u32, Error> {
    Err(Error::Shape)
}

#[requires_feature("off")]
fn off() -> std::result::Result<u32, Error> {
    Err(Error::Shape)
}

#[requires_feature("on")]
async fn alias_on() -> Short<u32> {
    Err(Error::Shape)
}

#[requires_feature("off")]
fn alias_off() -> Short<u32> {
    Err(Error::Shape)
}

fn main() {
    let _ = on();
    let _ = off();
    let _ = alias_on();
    let _ = alias_off();
}
