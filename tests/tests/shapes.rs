//! Every shape of function, condition, pattern and way out, with the feature and without it.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::pin;
use std::rc::Rc;
use std::sync::Arc;

use featherfall::{Reason, Unavailable};
use fixture_off::shapes as off;
use fixture_on::shapes as on;
use fixture_on::shapes::{FAST, SLOW};
use pollster::block_on;

/// The text of a panic.
fn panic_of<T>(f: impl FnOnce() -> T) -> String {
    let payload = catch_unwind(AssertUnwindSafe(|| drop(f()))).expect_err("a panic");
    match payload.downcast::<String>() {
        Ok(text) => *text,
        Err(payload) => payload.downcast_ref::<&str>().unwrap().to_string(),
    }
}

/// What an error says besides the name.
fn why<T: std::fmt::Debug>(result: Result<T, Unavailable>) -> String {
    let text = result.unwrap_err().to_string();
    text.split_once(" is unavailable: ").unwrap().1.to_owned()
}

const NOT_COMPILED: &str = "`fixture-off` was built without feature `flash-attn`. Rebuild with feature `flash-attn` of `fixture-off` (by flag if you build it, else in the Cargo.toml that depends on it).";

#[test]
fn conditions_report_all_that_fail_in_order() {
    assert_eq!(on::one_condition(9), Ok(9));
    let error = on::one_condition(10).unwrap_err();
    assert_eq!(error.reason(), Reason::ConditionNotMet);
    assert_eq!(error.reason().code(), "condition-not-met");
    assert_eq!(error.hint(), None);
    assert_eq!(error.to_string(), "`one_condition` is unavailable: x must be below 10.");
    assert_eq!(why(off::one_condition(9)), NOT_COMPILED);

    let call = on::three_conditions;
    assert_eq!(call(8, "ab"), Ok(10));
    assert_eq!(why(call(9, "ab")), "x must be even. Alternatively, use `eager`.");
    assert_eq!(
        why(call(12, "ä")),
        "x must be below 10; name must be ASCII. Alternatively, use `eager`."
    );
    assert_eq!(
        why(call(11, "ä")),
        "x must be below 10; name must be ASCII; x must be even. Alternatively, use `eager`."
    );
    assert_eq!(
        why(off::three_conditions(11, "ä")),
        format!("{NOT_COMPILED} Alternatively, use `eager`.")
    );
}

#[test]
fn conditions_take_every_way_out() {
    assert_eq!((on::condition_fallback(9), on::condition_fallback(10)), (FAST, SLOW));
    assert_eq!(off::condition_fallback(9), SLOW);
    assert_eq!((on::condition_otherwise(9), on::condition_otherwise(10)), (Some(9), None));
    assert_eq!(off::condition_otherwise(9), None);
    assert_eq!(on::condition_error(9), Ok(9));
    let text = "`condition_error` is unavailable: x must be below 10.";
    assert_eq!(on::condition_error(10), Err(text.len()));
    assert_eq!(on::condition_panics(9), 9);
    assert_eq!(
        panic_of(|| on::condition_panics(10)),
        "`condition_panics` is unavailable: x must be below 10."
    );
    assert!(panic_of(|| off::condition_panics(9)).ends_with(NOT_COMPILED));
    assert_eq!(on::condition_blocks(&[1, 2, 3]), 3);
    assert_eq!(on::condition_blocks(&[1]), usize::MAX);
    assert_eq!(on::condition_blocks(&[2, 2]), usize::MAX);
    assert_eq!(off::condition_blocks(&[1, 2, 3]), usize::MAX);
}

#[test]
fn otherwise_is_any_expression() {
    assert_eq!((on::otherwise_true(), off::otherwise_true()), (false, true));
    assert_eq!((on::otherwise_false(), off::otherwise_false()), (true, false));
    assert_eq!((on::otherwise_none(), off::otherwise_none()), (Some(1), None));
    assert_eq!((on::otherwise_ok_none(), off::otherwise_ok_none()), (Ok(Some(1)), Ok(None)));
    let mut out = 0;
    on::otherwise_unit(&mut out);
    off::otherwise_unit(&mut out);
    assert_eq!(out, 1);
    assert_eq!((on::otherwise_block(3, 4), off::otherwise_block(3, 4)), (7, 10));
    assert_eq!((on::otherwise_if(3, 4), off::otherwise_if(3, 4)), (7, 4));
    assert_eq!(on::otherwise_panic(3), 3);
    assert_eq!(panic_of(|| off::otherwise_panic(3)), "no kernel for 3");
    assert_eq!(on::otherwise_err(3), Ok(3));
    assert_eq!(off::otherwise_err(3), Err(String::from("no kernel for 3")));
    assert_eq!((on::otherwise_macro(3), off::otherwise_macro(3)), (vec![3], vec![3, 3]));
    assert_eq!(on::otherwise_question("3").unwrap(), 4);
    assert_eq!(off::otherwise_question("3").unwrap(), 4);
    assert_eq!(
        off::otherwise_question("x").unwrap_err().to_string(),
        "invalid digit found in string"
    );
    assert_eq!((on::otherwise_closure(3)(4), off::otherwise_closure(3)(4)), (12, 7));
}

#[test]
fn panics_are_hinted() {
    assert_eq!(on::panics(3), 3);
    on::no_value();
    let text = |name: &str| format!("`{name}` is unavailable: {NOT_COMPILED}");
    assert_eq!(panic_of(|| off::panics(3)), text("panics"));
    assert_eq!(panic_of(off::no_value), text("no_value"));
    assert_eq!(panic_of(|| -> () { off::never() }), text("never"));
}

#[test]
fn constants_say_what_was_built() {
    const { assert!(on::HAS_FREE && !off::HAS_FREE) };
    const { assert!(on::Kernel::HAS_KERNEL && !off::Kernel::HAS_KERNEL) };
    const { assert!(on::Block::HAS_BLOCK && !off::Block::HAS_BLOCK) };
    assert!(on::has_both() && !off::has_both());
    assert!(on::free().is_ok() && off::free().is_err());
}

#[test]
fn const_functions_run_at_compile_time() {
    const ON: u32 = on::const_condition(9);
    const ON_UNMET: u32 = on::const_condition(10);
    const OFF: u32 = off::const_condition(9);
    assert_eq!((ON, ON_UNMET, OFF), (10, 10, 9));
    assert_eq!((on::AT_COMPILE_TIME, off::AT_COMPILE_TIME), (42, 0));
    assert_eq!((on::paged_block(1), off::paged_block(1)), (2, 0));
}

macro_rules! receivers {
    ($side:ident, $kernel:expr) => {{
        let mut kernel = $kernel;
        assert_eq!(kernel.by_ref(3), (10, "n"));
        *kernel.by_mut(1) += 1;
        assert_eq!(kernel.calls, 9);
        assert_eq!(kernel.clone().by_value(), kernel);
        assert_eq!(kernel.clone().by_mut_value(), kernel);
        assert_eq!(Box::new(kernel.clone()).by_box(), 9);
        assert_eq!(Rc::new(kernel.clone()).by_rc(), 9);
        assert_eq!(Arc::new(kernel.clone()).by_arc(), 9);
        assert_eq!(pin!(kernel.clone()).by_pin(), 9);
        assert_eq!($side::outside(&kernel), 9);
        kernel
    }};
}

#[test]
fn every_receiver_is_forwarded() {
    let kernel = receivers!(on, on::Kernel { calls: 7, note: String::from("n") });
    assert_eq!(kernel.otherwise_self(), 10);
    assert_eq!(kernel.clone().condition_on_self().note, FAST);
    assert_eq!(on::Kernel::default().condition_on_self().note, "");
    assert_eq!(on::Kernel::new().note, FAST);

    let kernel = receivers!(off, off::Kernel { calls: 7, note: String::from("n") });
    assert_eq!(kernel.otherwise_self(), 9);
    assert_eq!(kernel.condition_on_self().note, "n");
    assert_eq!(off::Kernel::new().note, SLOW);
}

#[test]
fn methods_of_traits() {
    use fixture_off::shapes::Run as _;
    use fixture_on::shapes::Run as _;
    let fast = on::Kernel { calls: 7, note: String::new() };
    let slow = off::Kernel { calls: 7, note: String::new() };
    assert_eq!((fast.run(), slow.run()), (7, 7));
    assert_eq!((fast.with_default(1), slow.with_default(1)), (8, 8));
    assert_eq!(fast.describe().unwrap(), "7 calls");
    assert_eq!(why(slow.describe()), NOT_COMPILED);
    let object: &dyn off::Run = &slow;
    assert_eq!((object.run(), object.describe().is_err()), (7, true));
}

#[test]
fn impl_blocks_gate_every_function_with_a_body() {
    assert!(on::Block::build(1).is_ok());
    assert_eq!(on::Block.run([1, 2]).unwrap(), 3);
    assert_eq!((on::Block.own(), off::Block.own()), (8, 7));
    assert_eq!((on::Block::SIZE, off::Block::SIZE), (2, 2));
    let advice = format!("{NOT_COMPILED} Alternatively, use `Eager`.");
    assert_eq!(why(off::Block::build(1).map(|_| ())), advice);
    assert!(off::Block.run([1, 2]).unwrap_err().to_string().ends_with(&advice));

    use fixture_off::shapes::Backend as _;
    use fixture_on::shapes::Backend as _;
    let kernel = on::Kernel::default();
    assert_eq!(kernel.matrix(on::Matrix([1.0, 2.0])), Ok(on::Matrix([2.0, 4.0])));
    assert_eq!(kernel.out().unwrap()(1), 2);
    let kernel = off::Kernel::default();
    assert!(kernel.matrix(off::Matrix([1.0, 2.0])).is_err());
    assert!(why(kernel.out()).starts_with("`fixture-off` was built without feature `cuda`."));
    assert_eq!(<off::Kernel as off::Backend>::NAME, "kernel");
}

#[test]
fn generics_lifetimes_and_opaque_types() {
    assert_eq!(on::generic([1.0f32, 2.5]), Ok(3.5));
    assert_eq!(why(off::generic([1u8; 3])), NOT_COMPILED);
    assert_eq!((on::closure(|x| &x[1..]), off::closure(|x| &x[1..])), (2, 2));
    assert_eq!((on::apply(|x| x * 2, 4), off::apply(|x| x * 2, 4)), (8, 8));
    assert_eq!((on::longest("ab", "a"), off::longest("ab", "a")), ("ab", "ab"));
    assert_eq!(on::elided("ab", 1), Ok("ab"));
    assert_eq!(why(off::elided("ab", 1)), NOT_COMPILED);
    assert!(on::opaque(3).eq([0, 2, 4]) && off::opaque(3).eq([0, 2, 4]));
    assert_eq!(on::opaque_otherwise(&[1, 2]).count(), 2);
    assert_eq!(off::opaque_otherwise(&[1, 2]).count(), 0);
}

#[test]
fn asynchronous_functions() {
    assert_eq!((block_on(on::asynchronous(&1)), block_on(off::asynchronous(&1))), (2, 2));
    assert_eq!(block_on(on::async_result(9)), Ok(9));
    assert_eq!(why(block_on(on::async_result(10))), "x must be below 10.");
    assert_eq!(why(block_on(off::async_result(9))), NOT_COMPILED);
    assert_eq!((block_on(on::async_otherwise(1)), block_on(off::async_otherwise(1))), (2, 1));
}

#[test]
fn unsafe_functions_and_other_abis() {
    let one = 1;
    // SAFETY: the pointers come from a variable; the others need nothing.
    unsafe {
        assert_eq!((on::raw(&raw const one), off::raw(&raw const one)), (1, 1));
        assert_eq!((on::raw_with_safe_fallback(1), off::raw_with_safe_fallback(1)), (2, 2));
        assert_eq!((on::unsafe_c_abi(1), off::unsafe_c_abi(1)), (2, 2));
    }
    let pointers: [extern "C" fn(i32) -> i32; 2] = [on::c_abi, off::c_abi];
    assert_eq!(pointers.map(|f| f(1)), [2, -1]);
}

#[test]
fn patterns_are_forwarded() {
    macro_rules! call {
        ($side:ident) => {
            $side::patterns(
                (1, 2),
                3,
                4,
                $side::Point { x: String::from("x"), y: (5, String::from("y")) },
                [6, 7, 8],
                &9,
            )
        };
    }
    let all = (1, 2, 4, String::from("xy"), vec![6, 8], 9);
    assert_eq!((call!(on), call!(off)), (all.clone(), all));
}

#[test]
fn patterns_behind_a_condition_are_put_together_again() {
    macro_rules! call {
        ($side:ident, $a:expr, $x:expr) => {
            $side::condition_patterns(
                ($a, 2),
                $side::Point { x: String::from($x), y: (5, String::from("y")) },
                $side::Wrapper(String::from("s")),
                [String::from("t"), String::from("u")],
                String::from("ignored"),
                (10, 11),
                String::from("w"),
            )
        };
    }
    assert_eq!(call!(on, 1, "x"), "1 12 x y s t u (10, 11) w");
    let slow = "slow 3 2 x y s t u ignored (10, 11) w";
    assert_eq!((call!(on, 3, "x").as_str(), call!(off, 3, "x").as_str()), (slow, slow));
    assert_eq!(call!(on, 1, ""), "slow 1 2  y s t u ignored (10, 11) w");
}

#[test]
fn patterns_that_look_through_references_hand_on_the_reference() {
    macro_rules! call {
        ($side:ident, $a:expr) => {{
            let mut point = $side::Point { x: String::from("x"), y: (0, String::new()) };
            let pair = (String::from("c"), String::from("d"));
            let text = $side::references(&[$a, 2], &pair, &mut point, (3, &(4, String::from("g"))));
            (text, point.x)
        }};
    }
    let got = |a: u32, x: &str| (format!("{a} 2 c d {x} 3 4 g"), x.to_owned());
    assert_eq!(call!(on, 1), got(1, "xfast"));
    assert_eq!(call!(on, 10), got(10, "xslow"));
    assert_eq!(call!(off, 1), got(1, "xslow"));
}

#[test]
fn gates_inside_of_gates() {
    // `metal` is off where `flash-attn` is on, and the other way round.
    assert_eq!((on::outer(1), off::outer(1)), (101, 5));
    assert_eq!((on::r#match(1), off::r#match(1)), (2, 1));
}

#[test]
fn two_gates_on_one_function_have_a_row_each() {
    let name = |result: Result<u32, Unavailable>| result.unwrap_err().capability().name();
    assert_eq!(on::two_gates(1), Ok(1));
    assert_eq!(why(on::two_gates(10)), "x must be below 10.");
    assert_eq!(name(on::two_gates(10)), "upper");
    assert_eq!(why(on::two_gates(5)), "x must not be 5.");
    assert_eq!(name(on::two_gates(5)), "lower");
    // The attribute next to the function is expanded last, so it is asked first.
    assert_eq!(name(off::two_gates(1)), "lower");
}
