//! What the first calls and the reports of a process with 1,000 capabilities cost.

use std::hint::black_box;
use std::time::Instant;

use featherfall::{degradations, log_feature_info, report, requires_feature};

fn slow(x: u64) -> u64 {
    x + 1
}

macro_rules! gates {
    ([$($a:ident)*] $digits:tt) => { $(pub(crate) mod $a { gates!(@ $digits $digits); })* };
    (@ [$($b:ident)*] $digits:tt) => { $(pub(crate) mod $b { gates!(# $digits); })* };
    (# [$($c:ident)*]) => {
        $(
            #[featherfall::requires_feature("off", fallback = crate::slow)]
            pub(crate) fn $c(x: u64) -> u64 { x }
        )*
        pub(crate) const ALL: [fn(u64) -> u64; 10] = [$($c),*];
    };
}
mod all {
    gates!([a0 a1 a2 a3 a4 a5 a6 a7 a8 a9] [b0 b1 b2 b3 b4 b5 b6 b7 b8 b9]);
}

#[requires_feature("off", fallback = slow)]
fn first(x: u64) -> u64 {
    x
}

fn timed<R>(what: &str, f: impl FnOnce() -> R) -> R {
    let start = Instant::now();
    let result = black_box(f());
    println!("{what:<28}{:>12.3} us", start.elapsed().as_secs_f64() * 1e6);
    result
}

macro_rules! list {
    ([$($a:ident)*] $digits:tt) => { [$(list!(@ $a $digits)),*].concat() };
    (@ $a:ident [$($b:ident)*]) => { [$(all::$a::$b::ALL),*].concat() };
}

fn main() {
    let gates: Vec<fn(u64) -> u64> =
        list!([a0 a1 a2 a3 a4 a5 a6 a7 a8 a9] [b0 b1 b2 b3 b4 b5 b6 b7 b8 b9]);
    if std::env::args().any(|argument| argument == "start-up") {
        timed("log_feature_info()", log_feature_info);
        return;
    }
    timed("first degraded call", || first(1));
    let mut firsts: Vec<f64> = Vec::new();
    timed("all gates' first", || {
        for gate in &gates {
            let start = Instant::now();
            black_box(gate(1));
            firsts.push(start.elapsed().as_secs_f64() * 1e6);
        }
    });
    firsts.sort_by(f64::total_cmp);
    println!("{:<28}{:>12.3} us", "each gate's first, median", firsts[firsts.len() / 2]);
    println!("{:<28}{:>12.3} us", "each gate's first, slowest", firsts[firsts.len() - 1]);
    timed("one again", || first(1));
    timed("report()", report);
    timed("degradations()", || degradations().len());
    timed("log_feature_info() again", log_feature_info);
    let start = Instant::now();
    for _ in 0..1_000_000 {
        black_box(first(black_box(1)));
    }
    println!("{:<28}{:>12.3} ns", "quiet call", start.elapsed().as_secs_f64() * 1e3);
}
