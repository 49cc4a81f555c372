use featherfall::requires_feature;

#[requires_feature("on")]
fn on() -> ! {
    loop {}
}

#[requires_feature("off")]
fn off() -> ! {
    loop {}
}

#[requires_feature("off", error = |_| 1)]
fn error() -> ! {
    loop {}
}

fn main() {
    if false {
        on();
    }
    if false {
        off();
    }
    error();
}
