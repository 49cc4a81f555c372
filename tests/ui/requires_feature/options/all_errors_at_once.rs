use featherfall::requires_feature;

#[requires_feature(any(), fallback = eager(), log = loud, unknown, when(true))]
fn gated() -> impl Iterator<Item = u32> {
    [1].into_iter()
}

#[requires_feature("on", note = "", prority = High)]
struct Item;

fn main() {
    gated();
    let _ = Item;
}
