use featherfall::{quant_support, requires_feature};

fn run() {}

fn on_let() -> u8 {
    #[requires_feature("on", otherwise = 2)]
    let x = 1;
    x
}

fn on_a_block() {
    #[requires_feature("on", otherwise = ())]
    {
        run();
    }
}

fn on_a_call() {
    #[requires_feature("on", otherwise = ())]
    run();
}

fn on_a_future() {
    #[requires_feature("on", otherwise = ())]
    async {};
}

fn on_a_closure() {
    let _ = #[requires_feature("on", otherwise = 1)]
    |x: u8| x;
}

fn on_an_arm(x: u8) -> u8 {
    match x {
        #[requires_feature("on", otherwise = 2)]
        1 => 1,
        _ => 2,
    }
}

fn level_on_let() {
    #[quant_support(Stable)]
    let _ = 1;
}

unsafe extern "C" {
    #[requires_feature("on")]
    fn declared();
}

fn main() {}
