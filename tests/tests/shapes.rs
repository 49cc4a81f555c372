//! Every shape of function, condition and way out, with and without the feature.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::Pin;
use std::rc::Rc;
use std::sync::Arc;

use featherfall::Reason;
use fixture_off::shapes as off;
use fixture_on::shapes as on;
use off::{Backend as _, Run as _};
use on::{Backend as _, Run as _};
use pollster::block_on;

/// What a panic said.
fn panic_of<T>(body: impl FnOnce() -> T) -> String {
    match catch_unwind(AssertUnwindSafe(body)) {
        Ok(_) => String::from("no panic"),
        Err(payload) => payload.downcast_ref::<String>().cloned().unwrap_or_default(),
    }
}

#[test]
fn conditions_are_all_evaluated_and_all_reported() {
    assert_eq!(on::one_condition(9).unwrap(), 9);
    let error = on::one_condition(10).unwrap_err();
    assert_eq!(error.reason(), Reason::ConditionNotMet);
    assert_eq!(error.to_string(), "`one_condition` is unavailable: x must be below 10.");
    assert_eq!(error.hint(), None);
    assert_eq!(on::three_conditions(2, "ab").unwrap(), 4);
    assert_eq!(
        on::three_conditions(11, "ä").unwrap_err().to_string(),
        "`three_conditions` is unavailable: x must be below 10; name must be ASCII; x must be \
         even. Alternatively, use `eager`."
    );
    assert_eq!(
        on::three_conditions(3, "a").unwrap_err().to_string(),
        "`three_conditions` is unavailable: x must be even. Alternatively, use `eager`."
    );
    // Not built: the conditions do not matter.
    assert_eq!(off::one_condition(1).unwrap_err().reason(), Reason::NotCompiled);
}

#[test]
fn a_condition_takes_every_way_out() {
    assert_eq!((on::condition_fallback(1), on::condition_fallback(10)), (on::FAST, on::SLOW));
    assert_eq!(off::condition_fallback(1), off::SLOW);
    assert_eq!((on::condition_otherwise(1), on::condition_otherwise(10)), (Some(1), None));
    assert_eq!(off::condition_otherwise(1), None);
    assert_eq!(on::condition_error(1), Ok(1));
    assert_eq!(
        on::condition_error(10),
        Err("`condition_error` is unavailable: x must be below 10.".len())
    );
    assert_eq!(on::condition_panics(1), 1);
    assert_eq!(
        panic_of(|| on::condition_panics(10)),
        "`condition_panics` is unavailable: x must be below 10."
    );
    assert_eq!(on::condition_blocks(&[1, 2]), 2);
    assert_eq!(on::condition_blocks(&[1]), usize::MAX);
    assert_eq!(off::condition_blocks(&[1, 2]), usize::MAX);
}

#[test]
fn otherwise_is_any_expression() {
    assert_eq!((on::otherwise_true(), off::otherwise_true()), (false, true));
    assert_eq!((on::otherwise_false(), off::otherwise_false()), (true, false));
    assert_eq!((on::otherwise_none(), off::otherwise_none()), (Some(1), None));
    assert_eq!((on::otherwise_ok_none(), off::otherwise_ok_none()), (Ok(Some(1)), Ok(None)));
    let (mut x, mut y) = (0, 0);
    on::otherwise_unit(&mut x);
    off::otherwise_unit(&mut y);
    assert_eq!((x, y), (1, 0));
    assert_eq!((on::otherwise_block(3, 4), off::otherwise_block(3, 4)), (7, 10));
    assert_eq!((on::otherwise_if(3, 4), off::otherwise_if(3, 4)), (7, 4));
    assert_eq!(panic_of(|| off::otherwise_panic(3)), "no kernel for 3");
    assert_eq!(on::otherwise_panic(3), 3);
    assert_eq!(off::otherwise_err(3), Err(String::from("no kernel for 3")));
    assert_eq!((on::otherwise_macro(3), off::otherwise_macro(3)), (vec![3], vec![3, 3]));
    assert_eq!(off::otherwise_question("41").unwrap(), 42);
    off::otherwise_question("x").unwrap_err();
    assert_eq!((on::otherwise_closure(3)(4), off::otherwise_closure(3)(4)), (12, 7));
}

#[test]
fn panics_panics_with_the_hinted_text() {
    assert_eq!(on::panics(3), 3);
    on::no_value();
    let hint =
        "was built without feature `flash-attn`. Rebuild with `--features metal,flash-attn`.";
    assert_eq!(
        panic_of(|| off::panics(3)),
        format!("`panics` is unavailable: `fixture-off` {hint}")
    );
    assert_eq!(panic_of(off::no_value), format!("`no_value` is unavailable: `fixture-off` {hint}"));
    assert_eq!(panic_of(|| off::never()), format!("`never` is unavailable: `fixture-off` {hint}"));
}

#[test]
fn available_is_a_constant() {
    const { assert!(on::HAS_FREE && !off::HAS_FREE) };
    const { assert!(on::Kernel::HAS_KERNEL && !off::Kernel::HAS_KERNEL) };
    const { assert!(on::Block::HAS_BLOCK && !off::Block::HAS_BLOCK) };
    assert!(on::has_both() && !off::has_both());
}

#[test]
fn constant_functions_stay_constant() {
    // `accelerate` is off in both, `cuda` is on in one.
    assert_eq!(on::AT_COMPILE_TIME, if cfg!(unix) { 42 } else { 0 });
    assert_eq!(off::AT_COMPILE_TIME, 0);
    const ON: [u32; 2] = [on::const_condition(1), on::const_condition(10)];
    const OFF: [u32; 2] = [off::const_condition(1), off::const_condition(10)];
    assert_eq!((ON, OFF), ([2, 10], [1, 10]));
}

#[test]
fn every_receiver_reaches_the_fallback() {
    assert_eq!((on::Kernel::new().note, off::Kernel::new().note), ("fast".into(), "slow".into()));
    macro_rules! check {
        ($crate_:ident) => {{
            let kernel = || $crate_::Kernel { calls: 3, note: String::from("note") };
            assert_eq!(kernel().by_ref(4), (7, "note"));
            let mut changed = kernel();
            *changed.by_mut(4) += 1;
            assert_eq!(changed.calls, 8);
            assert_eq!(kernel().by_value(), kernel());
            assert_eq!(kernel().by_mut_value(), kernel());
            assert_eq!(Box::new(kernel()).by_box(), 3);
            assert_eq!(Rc::new(kernel()).by_rc(), 3);
            assert_eq!(Arc::new(kernel()).by_arc(), 3);
            assert_eq!(Pin::new(&mut kernel()).by_pin(), 3);
            assert_eq!(kernel().run(), 3);
            assert_eq!(kernel().with_default(4), 7);
        }};
    }
    check!(on);
    check!(off);
    let kernel = |calls| on::Kernel { calls, note: String::new() };
    assert_eq!(kernel(2).condition_on_self().note, "fast");
    assert_eq!(kernel(1).condition_on_self().note, "");
    assert_eq!((kernel(1).otherwise_self(), off::Kernel::default().otherwise_self()), (2, 0));
    assert_eq!(kernel(1).describe().unwrap(), "1 calls");
    assert_eq!(off::Kernel::default().describe().unwrap_err().capability().name(), "describe");
}

#[test]
fn a_block_gates_each_function_that_has_no_attribute_of_its_own() {
    let on = on::Block::build(1).unwrap();
    assert_eq!((on.run([1, 2]).unwrap(), on.own(), on::Block::SIZE), (3, 8, 2));
    let error = off::Block::build(1).err().unwrap();
    assert_eq!(
        error.to_string(),
        "`build` is unavailable: `fixture-off` was built without feature `flash-attn`. Rebuild \
         with `--features metal,flash-attn`. Alternatively, use `Eager`."
    );
    assert_eq!(off::Block.run([1, 2]).unwrap_err().kind(), std::io::ErrorKind::Unsupported);
    assert_eq!(off::Block.own(), 7);
}

#[test]
fn a_trait_impl_block_keeps_types_and_constants() {
    let kernel = on::Kernel::default();
    assert_eq!(kernel.matrix(on::Matrix([1.0, 2.0])).unwrap(), on::Matrix([2.0, 4.0]));
    assert_eq!(kernel.out().unwrap()(1), 2);
    let kernel = off::Kernel::default();
    assert_eq!(kernel.matrix(off::Matrix([1.0, 2.0])).unwrap_err().reason(), Reason::NotCompiled);
    assert!(kernel.out().is_err());
    assert_eq!(<off::Kernel as off::Backend>::NAME, "kernel");
}

#[test]
fn generics_lifetimes_and_opaque_types() {
    assert_eq!(on::generic([1u8, 2]).unwrap(), 3.0);
    assert!(off::generic([1.5f32, 2.0]).is_err());
    assert!(off::generic([1u8; 4]).is_err());
    macro_rules! check {
        ($crate_:ident) => {{
            assert_eq!($crate_::closure(|text| &text[1..]), 2);
            assert_eq!($crate_::apply(|x| x * 2, 3), 6);
            assert_eq!($crate_::longest("a", "bc"), "bc");
            assert_eq!($crate_::opaque(3).collect::<Vec<_>>(), [0, 2, 4]);
            assert_eq!($crate_::r#match(1) - u32::from($crate_::HAS_FREE), 1);
            assert_eq!(block_on($crate_::asynchronous(&1)), 2);
        }};
    }
    check!(on);
    check!(off);
    assert_eq!(on::elided("a", 1).unwrap(), "a");
    assert!(off::elided("a", 1).is_err());
    assert_eq!(on::opaque_otherwise(&[1, 2]).count(), 2);
    assert_eq!(off::opaque_otherwise(&[1, 2]).count(), 0);
    assert_eq!((on::outer(3), off::outer(3)), (103, 5));
}

#[test]
fn asynchronous_functions_wait_for_the_way_out() {
    assert_eq!(block_on(on::async_result(9)).unwrap(), 9);
    assert_eq!(block_on(on::async_result(10)).unwrap_err().reason(), Reason::ConditionNotMet);
    assert_eq!(block_on(off::async_result(9)).unwrap_err().reason(), Reason::NotCompiled);
    assert_eq!((block_on(on::async_otherwise(1)), block_on(off::async_otherwise(1))), (2, 1));
}

#[test]
fn unsafe_functions_and_other_abis() {
    let x = 5;
    // SAFETY: `x` is valid; the others need nothing.
    #[allow(unsafe_code)]
    unsafe {
        assert_eq!((on::raw(&raw const x), off::raw(&raw const x)), (5, 5));
        assert_eq!((on::raw_with_safe_fallback(1), off::raw_with_safe_fallback(1)), (2, 2));
        assert_eq!((on::unsafe_c_abi(1), off::unsafe_c_abi(1)), (2, 2));
    }
    let (on, off): (extern "C" fn(i32) -> i32, extern "C" fn(i32) -> i32) = (on::c_abi, off::c_abi);
    assert_eq!((on(1), off(1)), (2, -1));
}

#[test]
fn any_pattern_is_forwarded_whole() {
    macro_rules! check {
        ($crate_:ident) => {
            assert_eq!(
                $crate_::patterns(
                    (1, 2),
                    3,
                    0,
                    $crate_::Point { x: "x".into(), y: (0, "y".into()) },
                    [4, 5, 6],
                    &7,
                ),
                (1, 2, 4, "xy".into(), vec![4, 6], 7)
            )
        };
    }
    check!(on);
    check!(off);
    let call = |a: u32, y: u32| {
        on::condition_patterns(
            (a, 5),
            on::Point { x: "x".into(), y: (y, "y".into()) },
            on::Wrapper("s".into()),
            ["t".into(), "u".into()],
            "ignored".into(),
            (1, 2),
            "w".into(),
        )
    };
    assert_eq!(call(1, 1), "1 6 x y s t u (1, 2) w");
    assert_eq!(call(9, 1), "slow 9 5 x y s t u ignored (1, 2) w");
    assert_eq!(call(1, 0), "slow 1 5 x y s t u ignored (1, 2) w");
    assert_eq!(
        off::condition_patterns(
            (1, 5),
            off::Point { x: "x".into(), y: (1, "y".into()) },
            off::Wrapper("s".into()),
            ["t".into(), "u".into()],
            "ignored".into(),
            (1, 2),
            "w".into(),
        ),
        "slow 1 5 x y s t u ignored (1, 2) w"
    );
}
