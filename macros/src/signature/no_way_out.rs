//! Return types that certainly cannot hold an error of ours, as their tokens show.
//!
//! What only the compiler can tell, it tells with the messages of the runtime's `no_way_out`; what is
//! certain is said here, with the value to write.

use proc_macro2::{Delimiter, Ident, Spacing, TokenStream, TokenTree};

use crate::grammar::compact;
use crate::item::Function;

/// What the function returns if that is certainly no `Result`, and a value of it.
pub(crate) fn no_result(function: &Function) -> Option<(String, &'static str)> {
    let Some(output) = &function.output else { return Some((String::from("nothing"), "()")) };
    let value = match &output[..] {
        [TokenTree::Group(unit)] if unit.stream().is_empty() => {
            return Some((String::from("nothing"), "()"));
        }
        [TokenTree::Ident(name)] if *name == "bool" => {
            return Some((String::from("a `bool`"), "false"));
        }
        [TokenTree::Ident(name), TokenTree::Punct(open), ..]
            if *name == "Option" && open.as_char() == '<' =>
        {
            return Some((String::from("an `Option`"), "None"));
        }
        [TokenTree::Ident(name)] if is_parameter(function, name) => "expr",
        [TokenTree::Ident(name)] => plain_value(&name.to_string())?,
        [TokenTree::Ident(name), TokenTree::Punct(open), ..]
            if *name == "Vec" && open.as_char() == '<' =>
        {
            "Vec::new()"
        }
        // What a macro hands on stands in invisible delimiters.
        [TokenTree::Group(group)] if group.delimiter() != Delimiter::None => "expr",
        [TokenTree::Punct(borrow), ..] if borrow.as_char() == '&' => "expr",
        _ => return None,
    };
    Some((format!("`{}`", compact(output.iter().cloned().collect())), value))
}

/// A value of a plain number, character or text.
fn plain_value(name: &str) -> Option<&'static str> {
    const INTEGERS: [&str; 12] =
        ["u8", "u16", "u32", "u64", "u128", "usize", "i8", "i16", "i32", "i64", "i128", "isize"];
    Some(match name {
        "f32" | "f64" => "0.0",
        "char" => "' '",
        "String" => "String::new()",
        name if INTEGERS.contains(&name) => "0",
        _ => return None,
    })
}

/// The error of the `Result` that the function returns, if that certainly holds no error of ours, and
/// what to write so that it need not.
pub(crate) fn no_conversion(function: &Function) -> Option<(TokenStream, String)> {
    let output = function.output.as_ref()?;
    let error = error_type(output)?;
    let tokens = || error.iter().cloned().collect::<TokenStream>();
    let made = match error {
        [TokenTree::Group(unit)] if unit.stream().is_empty() => "|_| ()",
        [TokenTree::Ident(name)] if *name == "bool" => "|_| false",
        // Text holds the message.
        [TokenTree::Ident(name)]
            if *name != "String" && plain_value(&name.to_string()).is_some() =>
        {
            "|_| 0"
        }
        [TokenTree::Punct(borrow), .., TokenTree::Ident(name)]
            if borrow.as_char() == '&' && *name == "str" =>
        {
            "|_| \"..\""
        }
        [TokenTree::Ident(name)] if is_unbound(function, name) => {
            return Some((tokens(), format!("bound it, `{name}: From<featherfall::Unavailable>`")));
        }
        _ => return None,
    };
    Some((tokens(), format!("add `error = {made}`")))
}

/// `E` of `Result<T, E>`.
fn error_type(output: &[TokenTree]) -> Option<&[TokenTree]> {
    let open = output.iter().position(|it| is(it, '<'))?;
    let is_result = matches!(&output[..open], [.., TokenTree::Ident(name)] if *name == "Result");
    let [inside @ .., close] = &output[open + 1..] else { return None };
    if !is_result || !is(close, '>') {
        return None;
    }
    let (mut depth, mut after_dash, mut comma) = (0i32, false, None);
    for (index, token) in inside.iter().enumerate() {
        if is(token, '<') {
            depth += 1;
        } else if is(token, '>') && !after_dash {
            depth -= 1;
        } else if is(token, ',') && depth == 0 && index + 1 < inside.len() {
            comma = Some(index);
        }
        after_dash = matches!(token, TokenTree::Punct(punct) if punct.as_char() == '-' && punct.spacing() == Spacing::Joint);
    }
    let error = &inside[comma? + 1..];
    let error =
        if error.last().is_some_and(|it| is(it, ',')) { &error[..error.len() - 1] } else { error };
    (!error.is_empty()).then_some(error)
}

/// Whether the name is a type parameter of the function.
fn is_parameter(function: &Function, name: &Ident) -> bool {
    let generics = &function.generics;
    let at = generics.iter().position(|it| is_name(it, name));
    // Behind `'` it is a lifetime, behind `const` a constant.
    let before = at.and_then(|at| generics.get(at.checked_sub(1)?));
    before.is_some_and(|it| is(it, '<') || is(it, ','))
}

/// Whether it is a type parameter of the function, of which nothing is said.
fn is_unbound(function: &Function, name: &Ident) -> bool {
    let mut places = function.generics.iter().skip_while(|it| !is_name(it, name)).skip(1);
    let is_bound = places.next().is_none_or(|next| is(next, ':'));
    let mut rest = places.chain(function.where_clause.iter());
    !is_bound && is_parameter(function, name) && !rest.any(|it| is_name(it, name))
}

fn is_name(token: &TokenTree, name: &Ident) -> bool {
    matches!(token, TokenTree::Ident(ident) if ident == name)
}

fn is(token: &TokenTree, wanted: char) -> bool {
    matches!(token, TokenTree::Punct(punct) if punct.as_char() == wanted)
}
