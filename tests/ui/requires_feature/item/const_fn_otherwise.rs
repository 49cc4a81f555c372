// What `otherwise` calls must be const too.
use featherfall::requires_feature;

fn at_run_time() -> u32 {
    0
}

#[requires_feature("on", otherwise = at_run_time())]
const fn on() -> u32 {
    1
}

#[requires_feature("off", otherwise = at_run_time())]
const fn off() -> u32 {
    1
}

fn main() {
    on();
    off();
}
