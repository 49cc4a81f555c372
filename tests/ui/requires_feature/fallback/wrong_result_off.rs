use featherfall::requires_feature;

fn text() -> &'static str {
    ""
}

fn sync() -> u32 {
    0
}

async fn future() -> u32 {
    0
}

unsafe fn dangerous() -> u32 {
    0
}

const NUMBER: u32 = 0;

#[requires_feature("off", fallback = text)]
fn other_type() -> u32 {
    1
}

#[requires_feature("off", fallback = sync)]
async fn not_a_future() -> u32 {
    1
}

#[requires_feature("off", fallback = future)]
fn not_awaited() -> u32 {
    1
}

#[requires_feature("off", fallback = dangerous)]
fn safe() -> u32 {
    1
}

#[requires_feature("off", fallback = NUMBER)]
fn not_a_function() -> u32 {
    1
}

fn main() {
    other_type();
    let _ = not_a_future();
    not_awaited();
    safe();
    not_a_function();
}
