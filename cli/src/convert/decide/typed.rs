//! Errors of a type of their own, given to an error that holds any: callers can find them in it,
//! and a hinted error of the same text is another one.

use super::reason::Reason;
use crate::read::names::{Name, Role, names, paths};
use crate::understand::error_type::error_path;
use crate::understand::fallback::Fallback;
use crate::understand::place::Place;

/// What makes an error of nothing but a text.
const MAKERS: &[&str] = &[
    "Arc",
    "Box",
    "Cow",
    "Err",
    "ErrorKind",
    "From",
    "Into",
    "Ok",
    "Self",
    "Some",
    "String",
    "ToString",
];

/// Methods that do, and that keep what they are called on.
const METHODS: &[&str] = &["bt", "clone", "into", "to_owned", "to_string"];

pub(super) const MADE_ELSEWHERE: &str =
    "its message is made elsewhere, and the computed one would not show it";

/// Crates that are one for this.
const CANDLE: &[&str] = &["candle", "candle_core", "candle_nn", "candle_transformers"];

/// Why an error of the function's own type cannot take the place of this one.
pub(super) fn of(
    place: &Place<'_>,
    found: &Fallback<'_>,
    output: Option<&syn::Type>,
) -> Option<Reason> {
    let is_text = match found {
        Fallback::ErrText(..) => false,
        Fallback::Bail(_, text) => text.is_some(),
        _ => true,
    };
    if is_text {
        return None;
    }
    let own = error_path(place, output).unwrap_or_default();
    let is_local = own.len() == 1 || own.first().is_some_and(|it| it.starts_with("crate"));
    let all = names(place.source, &found.code());
    let is_unknown = |it: &Name| it.role == Role::Member && !METHODS.contains(&&*it.text);
    let makers = paths(&all).filter_map(|path| maker(place, path, &own));
    for it in makers {
        match it {
            // What a variant holds is no error that can be found.
            Maker::Variant if is_local => break,
            Maker::Own | Maker::Variant => {}
            Maker::Type(name) => {
                return Some(format!("callers can find `{name}` in its error").into());
            }
            Maker::Function => return Some(MADE_ELSEWHERE.into()),
        }
    }
    all.iter().any(is_unknown).then(|| MADE_ELSEWHERE.into())
}

/// What makes an error, or a part of one.
enum Maker {
    /// The function's own error, or what makes it.
    Own,
    /// A variant of that.
    Variant,
    /// Some other type.
    Type(String),
    /// A function.
    Function,
}

/// What the path is, if it is none of those that add nothing.
fn maker(place: &Place<'_>, path: &[Name], own: &[String]) -> Option<Maker> {
    path.first().filter(|it| it.role == Role::Start)?;
    let is_big = |it: &Name| it.text.starts_with(char::is_uppercase);
    let Some(owner) = path.iter().position(is_big) else {
        let last = path.last()?;
        let is_called = place.source.slice(last.range.end..last.range.end + 1) == "(";
        return is_called.then_some(Maker::Function);
    };
    let written: Vec<String> = path[..=owner].iter().map(|it| it.text.clone()).collect();
    let full = place.full(&written);
    let (name, own_name) = (full.last()?, own.last());
    let is_same_crate = || match (full.first(), own.first()) {
        (Some(one), Some(other)) => {
            let candle = [one, other].iter().all(|it| CANDLE.contains(&it.as_str()));
            one == other || full.len() == 1 || own.len() == 1 || candle
        }
        _ => false,
    };
    let is_own = Some(name) == own_name && is_same_crate();
    match is_own {
        true if path.get(owner + 1).is_some_and(is_big) => Some(Maker::Variant),
        true => Some(Maker::Own),
        false if MAKERS.contains(&name.as_str()) => None,
        false => Some(Maker::Type(name.clone())),
    }
}
