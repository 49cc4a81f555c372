//! Every kind of name.

use std::path::PathBuf;

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};

use super::name::{Name, paths};
use super::walk::names;
use crate::read::source::Source;

/// The names of a piece of Rust, each as its role and its text.
fn roles(code: &str) -> Vec<String> {
    let source = Source::new(PathBuf::new(), code.to_owned());
    let tokens: TokenStream = code.parse().unwrap();
    let found = names(&source, &tokens);
    for it in &found {
        assert_eq!(source.slice(it.range.clone()), it.text, "{code}");
    }
    found.iter().map(|it| format!("{:?} {}", it.role, it.text)).collect()
}

#[track_caller]
fn check(code: &str, expected: &str) {
    assert_eq!(roles(code).join(", "), expected, "{code}");
}

/// The variables of a piece of Rust.
#[track_caller]
fn variables(code: &str, expected: &[&str]) {
    let source = Source::new(PathBuf::new(), code.to_owned());
    let tokens: TokenStream = code.parse().unwrap();
    let found: Vec<String> =
        names(&source, &tokens).into_iter().filter(Name::is_variable).map(|it| it.text).collect();
    assert_eq!(found, expected, "{code}");
}

#[test]
fn the_end_of_a_range_is_no_member() {
    check("0..n", "Start n");
    check("m..=n", "Start m, Start n");
    check("..n", "Start n");
    check("a.b..c.d", "Start a, Member b, Start c, Member d");
    check("self.0.x(..n)", "Start self, Member x, Start n");
    check("[x; 4][1..n]", "Start x, Start n");
    check("for i in 0..n { f(i) }", "Start i, Start n, Start f, Start i");
}

#[test]
fn paths_are_one_name_and_what_goes_on() {
    check("a::b::c(d)", "Start a, Segment b, Segment c, Start d");
    check("Vec::<u8>::new()", "Start Vec, Start u8, Segment new");
    check("<T as X>::y", "Start T, Start X, Segment y");
    check("return ::std::mem::drop(x)", "Start std, Segment mem, Segment drop, Start x");
    check("x.f::<T>()", "Start x, Member f, Start T");
    check("$crate::a($b)", "Segment a");
    check("p as *const T", "Start p, Start T");
    let source = Source::new(PathBuf::new(), String::from("a::b(c::<d>::e, f.g)"));
    let tokens: TokenStream = source.text.parse().unwrap();
    let found = names(&source, &tokens);
    let found: Vec<Vec<&str>> =
        paths(&found).map(|path| path.iter().map(|it| it.text.as_str()).collect()).collect();
    assert_eq!(found, [vec!["a", "b"], vec!["c"], vec!["d"], vec!["e"], vec!["f"], vec!["g"]]);
}

#[test]
fn keywords_lifetimes_and_cfgs_are_no_names() {
    check("'a: loop { break 'a }", "");
    check("fn f<'a, T: 'a>(x: &'a mut T) {}", "Definition f, Start T, Start x, Start T");
    check(
        "#[cfg(feature = \"x\")] #[derive(D)] #[doc = \"y\"] x",
        "Start derive, Start D, Start x",
    );
    check("#![allow(z)] x", "Start allow, Start z, Start x");
}

#[test]
fn shorthands_are_fields_and_variables() {
    check("S { x }", "Start S, Shorthand x");
    check("S { x, y: z, ..w }", "Start S, Shorthand x, Field y, Start z, Start w");
    check("S { x: x }", "Start S, Field x, Start x");
    check("S { x:&x }", "Start S, Field x, Start x");
    check("a::S::<T> { x }", "Start a, Segment S, Start T, Shorthand x");
    check("Self { #[cfg(y)] x }", "Start Self, Shorthand x");
    check("S { x: T { y }, z }", "Start S, Field x, Start T, Shorthand y, Shorthand z");
    check("f(S { x }, y)", "Start f, Start S, Shorthand x, Start y");
    check("let f: fn() -> T = S { x }.f;", "Start f, Start T, Start S, Shorthand x, Member f");
}

#[test]
fn shorthands_stand_in_patterns_too() {
    check("let S { x, y: z, .. } = w;", "Start S, Shorthand x, Field y, Start z, Start w");
    check("let S { ref x, mut y } = w;", "Start S, Binding x, Binding y, Start w");
    check(
        "if let Some(S { x }) = y { x } else { z }",
        "Start Some, Start S, Shorthand x, Start y, Start x, Start z",
    );
    check(
        "while let S { x } = y && let T { z } = w { v }",
        "Start S, Shorthand x, Start y, Start T, Shorthand z, Start w, Start v",
    );
    check("for S { x } in y { z }", "Start S, Shorthand x, Start y, Start z");
    check(
        "match x { S { y } if z => T { w }, _ => v }",
        "Start x, Start S, Shorthand y, Start z, Start T, Shorthand w, Start v",
    );
    check("let S { x } = y else { z };", "Start S, Shorthand x, Start y, Start z");
}

#[test]
fn a_block_is_no_list_of_fields() {
    variables("if a { x } else if b { y } else { z }", &["a", "x", "b", "y", "z"]);
    variables("while a == b { x }", &["a", "b", "x"]);
    variables("match a { b => { x } }", &["a", "b", "x"]);
    variables("for a in 0.. { x }", &["a", "x"]);
    variables("if unsafe { a } { x }", &["a", "x"]);
    variables("if a? { x }", &["a", "x"]);
    variables("if a == { b } { x }", &["a", "b", "x"]);
    variables("fn f(a: A) -> B { x }", &["a", "A", "B", "x"]);
    variables(
        "fn f<T: Fn() -> U>() -> B<T> where T: C { x }",
        &["T", "Fn", "U", "B", "T", "T", "C", "x"],
    );
    variables("|a| -> B { x }", &["a", "B", "x"]);
    variables("impl A for B { const C: D = x; }", &["A", "B", "D", "x"]);
    variables("a => { x }", &["a", "x"]);
    variables("async move { x }", &["x"]);
}

#[test]
fn items_have_names_of_their_own() {
    check("struct S { pub(crate) x: T, y: U }", "Definition S, Field x, Start T, Field y, Start U");
    check(
        "enum E { A, B(T), C { x: U } }",
        "Definition E, Definition A, Definition B, Start T, Definition C, Field x, Start U",
    );
    check("const A: B = c;", "Definition A, Start B, Start c");
    check("static mut A: B = c;", "Definition A, Start B, Start c");
    check("macro_rules! m { () => { x } }", "Definition m, Start x");
    check("use a::{b, c as d}; e", "Import a, Import b, Import c, Import d, Start e");
    check("fn f() -> impl X + use<'a, T> { x }", "Definition f, Start X, Start T, Start x");
}

#[test]
fn format_strings_name_variables() {
    check(
        "format!(\"{x} {:w$} {:.p$}\", y, z)",
        "Macro format, Format x, Format w, Format p, Start y, Start z",
    );
    check("println!(r#\"{x}\"#)", "Macro println, Format x");
    check("write!(f, \"{x:?}\")", "Macro write, Start f, Format x");
    check("assert_eq!(a, b, \"{x}\")", "Macro assert_eq, Start a, Start b, Format x");
    check("anyhow::bail!(\"{x}\")", "Start anyhow, Segment bail, Format x");
    check("ensure!(a, \"{x}\")", "Macro ensure, Start a, Format x");
    check(
        "log::warn!(target: \"{a}\", \"{x}\")",
        "Start log, Segment warn, Argument target, Format x",
    );
    // An argument that has a name is no variable.
    check("format!(\"{x} {y}\", x = z)", "Macro format, Format y, Argument x, Start z");
    // A field of an event is not what its string names.
    check("info!(x = 1, ?y, \"{x}\")", "Macro info, Argument x, Start y, Format x");
    // Only the first string is the format.
    check("format!(\"{x}\", \"{y}\")", "Macro format, Format x");
    check("assert!(s == \"{x}\")", "Macro assert, Start s");
}

#[test]
fn macros_are_looked_into() {
    check("vec![x; n]", "Macro vec, Start x, Start n");
    check("m!(S { x })", "Macro m, Start S, Shorthand x");
    check("m! { x: y, z }", "Macro m, Field x, Start y, Start z");
    check("m!(a, f(\"{x}\"))", "Macro m, Start a, Start f, Text x");
    check("m!(bail!(\"{x}\"))", "Macro m, Macro bail, Format x");
    check("x != (y)", "Start x, Start y");
}

#[test]
fn invisible_groups_are_seen_through() {
    let source = Source::new(PathBuf::new(), String::from("a 0.. b"));
    let group = |code: &str| {
        TokenTree::Group(Group::new(Delimiter::None, code.parse::<TokenStream>().unwrap()))
    };
    let of = |tokens: Vec<TokenTree>| -> Vec<String> {
        let tokens: TokenStream = tokens.into_iter().collect();
        let found = names(&source, &tokens);
        found.iter().map(|it| format!("{:?} {}", it.role, it.text)).collect()
    };
    let rest = |code: &str| code.parse::<TokenStream>().unwrap().into_iter().collect::<Vec<_>>();
    assert_eq!(of([vec![group("a")], rest("::b")].concat()), ["Start a", "Segment b"]);
    assert_eq!(of([rest("0.."), vec![group("n")]].concat()), ["Start n"]);
    assert_eq!(of([vec![group("S")], rest("{ x }")].concat()), ["Start S", "Shorthand x"]);
}
