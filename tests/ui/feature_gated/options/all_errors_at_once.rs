use featherfall::feature_gated;

fn main() {
    let _ = feature_gated! {
        (alternatve = "x", log = loud, name = "", fallback = f, panics)
        cuda => 1,
        _ => 2
    };
}
