use featherfall::requires_feature;

async fn other_type(x: u32) -> String {
    x.to_string()
}

#[requires_feature("on", fallback = other_type)]
async fn type_on(x: u32) -> u32 {
    x
}

fn no_future(x: u32) -> u32 {
    x
}

#[requires_feature("on", fallback = no_future)]
async fn future_on(x: u32) -> u32 {
    x
}

#[requires_feature("on", otherwise = { other_type(x).await })]
async fn otherwise_on(x: u32) -> u32 {
    x
}

fn main() {
    drop((type_on(1), future_on(1), otherwise_on(1)));
}
