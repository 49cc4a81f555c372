use featherfall::feature_gated;

const fn counted() -> usize {
    feature_gated! { "off" => 1, _ => other() }
}

const fn other() -> usize {
    2
}

fn main() {
    counted();
}
