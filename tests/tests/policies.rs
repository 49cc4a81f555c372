//! Every policy against every situation: what runs, and at which level it is said. From the
//! environment and from code alike.

use featherfall::{Unavailable, feature_gated, quant_support, requires_feature, set_policy};
use featherfall_tests::events::Recorder;
use featherfall_tests::process::run_alone;
use tracing::Level;

featherfall::feature_set!();

fn slow() -> Result<u32, Unavailable> {
    Ok(0)
}

fn slow_by(_: bool) -> Result<u32, Unavailable> {
    slow()
}

#[requires_feature("off", fallback = slow)]
fn fallback() -> Result<u32, Unavailable> {
    Ok(1)
}

#[requires_feature("off", otherwise = Ok(0))]
fn otherwise() -> Result<u32, Unavailable> {
    Ok(1)
}

fn zero() -> u32 {
    0
}

#[requires_feature("off", fallback = zero)]
fn no_result() -> u32 {
    1
}

#[requires_feature("off", otherwise = 0)]
const fn constant() -> u32 {
    1
}

fn expression() -> Result<u32, Unavailable> {
    let value = feature_gated! { (name = "expression") "off" => 1, _ => zero() };
    Ok(value)
}

fn value() -> Result<u32, Unavailable> {
    let value = feature_gated! { (name = "value") "off" => 1, _ => 0 };
    Ok(value)
}

#[quant_support(Stable, method = "ignores_it", ignores(imatrix))]
fn ignored(imatrix: Option<u32>) -> Result<u32, Unavailable> {
    Ok(imatrix.unwrap_or(0))
}

#[quant_support(Experimental, method = "new")]
fn experimental() -> Result<u32, Unavailable> {
    Ok(1)
}

#[quant_support(Partial, method = "half")]
fn partial() -> Result<u32, Unavailable> {
    Ok(1)
}

#[quant_support(Partial, method = "half_without_result")]
fn partial_no_result() -> u32 {
    1
}

#[requires_feature("off", fallback = slow, benign)]
fn benign() -> Result<u32, Unavailable> {
    Ok(1)
}

fn required() -> Result<u32, Unavailable> {
    required_by(true)
}

#[requires_feature(
    "off",
    fallback = slow_by,
    name = "required",
    required_if(asked, "`attention = flash` was asked for")
)]
fn required_by(asked: bool) -> Result<u32, Unavailable> {
    let _ = asked;
    Ok(1)
}

/// Name of the capability in events, and the call.
type Situation = (&'static str, fn() -> Result<u32, Unavailable>);

const SITUATIONS: [Situation; 12] = [
    ("fallback", fallback),
    ("otherwise", otherwise),
    ("no_result", || Ok(no_result())),
    ("constant", || Ok(constant())),
    ("expression", expression),
    ("value", value),
    ("ignores_it", || ignored(Some(1))),
    ("new", experimental),
    ("half", partial),
    ("half_without_result", || Ok(partial_no_result())),
    ("benign", benign),
    ("required", required),
];

/// What ran, or the reason of the error, and the level of the message.
fn outcome(recorder: &Recorder, (name, call): Situation) -> String {
    let before = recorder.events().len();
    let result = call();
    // The second call does the same, and says nothing more.
    let said = recorder.events().len();
    assert_eq!(call().map_err(|error| error.reason()), result.map_err(|error| error.reason()));
    let events = recorder.events();
    assert_eq!(events.len(), said, "{name}: {events:#?}");
    let levels: Vec<&str> = events[before..]
        .iter()
        .map(|event| match event.level {
            Level::ERROR => "error",
            Level::WARN => "warn",
            Level::DEBUG => "debug",
            _ => "?",
        })
        .collect();
    let ran = match result {
        Ok(0) => String::from("instead"),
        Ok(_) => String::from("itself"),
        Err(error) => error.reason().to_string(),
    };
    format!("{ran} {}", if levels.is_empty() { "-".to_owned() } else { levels.join("+") })
}

const REQUIRED: &str = "explicitly-required -";

/// A policy, and the outcome of each situation in its order.
const TABLE: [(&str, [&str; 12]); 9] = [
    (
        "",
        [
            "instead warn",
            "instead debug",
            "instead warn",
            "instead -",
            "instead debug",
            "instead -",
            "instead warn",
            "itself warn",
            "itself warn",
            "itself warn",
            "instead debug",
            REQUIRED,
        ],
    ),
    (
        "strict",
        [
            "strict -",
            "strict -",
            "instead error",
            "instead -",
            "strict -",
            "instead -",
            "strict -",
            "itself warn",
            "itself warn",
            "itself warn",
            "instead debug",
            REQUIRED,
        ],
    ),
    (
        "strict=fallback",
        [
            "strict -",
            "instead debug",
            "instead warn",
            "instead -",
            "instead debug",
            "instead -",
            "instead warn",
            "itself warn",
            "itself warn",
            "itself warn",
            "instead debug",
            REQUIRED,
        ],
    ),
    (
        "strict,allow=otherwise,allow=no_*",
        [
            "strict -",
            "instead debug",
            "instead warn",
            "instead -",
            "strict -",
            "instead -",
            "strict -",
            "itself warn",
            "itself warn",
            "itself warn",
            "instead debug",
            REQUIRED,
        ],
    ),
    (
        "deny=experimental",
        [
            "instead warn",
            "instead debug",
            "instead warn",
            "instead -",
            "instead debug",
            "instead -",
            "instead warn",
            "support-refused -",
            "support-refused -",
            "itself error",
            "instead debug",
            REQUIRED,
        ],
    ),
    (
        "deny=partial",
        [
            "instead warn",
            "instead debug",
            "instead warn",
            "instead -",
            "instead debug",
            "instead -",
            "instead warn",
            "itself warn",
            "support-refused -",
            "itself error",
            "instead debug",
            REQUIRED,
        ],
    ),
    (
        "deny=experimental,allow=experimental,deny=experimental:partial",
        [
            "instead warn",
            "instead debug",
            "instead warn",
            "instead -",
            "instead debug",
            "instead -",
            "instead warn",
            "itself warn",
            "support-refused -",
            "itself error",
            "instead debug",
            REQUIRED,
        ],
    ),
    (
        "quiet",
        [
            "instead -",
            "instead -",
            "instead -",
            "instead -",
            "instead -",
            "instead -",
            "instead -",
            "itself -",
            "itself -",
            "itself -",
            "instead -",
            REQUIRED,
        ],
    ),
    (
        "strict,deny=partial,quiet=no_result",
        [
            "strict -",
            "strict -",
            "instead -",
            "instead -",
            "strict -",
            "instead -",
            "strict -",
            "itself warn",
            "support-refused -",
            "itself error",
            "instead debug",
            REQUIRED,
        ],
    ),
];

#[test]
fn every_policy_in_every_situation() {
    let name = "every_policy_in_every_situation";
    let alone = std::env::var("CELL").ok();
    for (row, (words, expected)) in TABLE.into_iter().enumerate() {
        for by_code in [false, true] {
            let cell = format!("{row} {by_code}");
            if alone.as_ref().is_some_and(|alone| *alone != cell) {
                continue;
            }
            // SAFETY: there is no other test in this binary.
            unsafe { std::env::set_var("CELL", &cell) };
            run_alone(name, if by_code { "" } else { words }, move || {
                if by_code {
                    set_policy(words.parse().unwrap());
                }
                let recorder = Recorder::new(Level::TRACE);
                recorder.install();
                let outcomes = SITUATIONS
                    .map(|situation| format!("{}: {}", situation.0, outcome(&recorder, situation)));
                let expected: Vec<String> = SITUATIONS
                    .iter()
                    .zip(expected)
                    .map(|((name, _), outcome)| format!("{name}: {outcome}"))
                    .collect();
                assert_eq!(outcomes.as_slice(), expected, "{words:?}, by code: {by_code}");
            });
            // SAFETY: as above.
            unsafe { std::env::remove_var("CELL") };
        }
    }
}

#[test]
fn what_was_asked_for_is_in_the_text() {
    let error = required().unwrap_err();
    assert_eq!(
        error.to_string(),
        "`required` is unavailable: `featherfall-tests` was built without feature `off`, and `attention = flash` was asked for. Rebuild with `--features off`."
    );
}

fn said_at_info() -> Result<f32, Unavailable> {
    let value = feature_gated! { (name = "said_at_info", log = info) "off" => 0.5, _ => 0.125 };
    Ok(value)
}

#[test]
fn at_which_level_it_is_said_changes_no_control_flow() {
    run_alone("at_which_level_it_is_said_changes_no_control_flow", "strict", || {
        assert_eq!(said_at_info(), Ok(0.125));
    });
}
