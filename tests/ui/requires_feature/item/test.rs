// It would fail where it should be skipped. One that returns a `Result` can say why.
use featherfall::requires_feature;

#[requires_feature("off")]
#[test]
fn unit() {}

#[requires_feature("on")]
#[test]
fn result() -> Result<(), featherfall::Unavailable> {
    Ok(())
}

#[requires_feature(any("on", "off"))]
#[tokio::test]
async fn waits() {}

fn main() {}
