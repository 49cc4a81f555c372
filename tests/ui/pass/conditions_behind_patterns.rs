//! What a pattern leaves in its argument is handed to the fallback with the rest.
#![deny(warnings)]

use featherfall::requires_feature;

type Text = String;

struct Pair(Text, Text);

struct Named {
    a: Text,
    b: (Text, Text),
    c: Text,
}

fn slow_tuple((a, b): (Text, Text)) -> Text {
    a + &b
}

#[requires_feature("on", fallback = slow_tuple, when(a.is_empty(), "a must be empty"))]
fn tuple((a, _): (Text, Text)) -> Text {
    a
}

fn slow_long(it: (Text, Text, Text, Text)) -> Text {
    it.0 + &it.1 + &it.2 + &it.3
}

#[requires_feature("on", fallback = slow_long, when(a.is_empty(), "a must be empty"))]
fn long((mut a, .., b): (Text, Text, Text, Text)) -> Text {
    a.push_str(&b);
    a
}

fn slow_pair(it: Pair) -> Text {
    it.0 + &it.1
}

#[requires_feature("on", fallback = slow_pair, when(b.is_empty(), "b must be empty"))]
fn pair(Pair(_, b): Pair) -> Text {
    b
}

#[requires_feature("on", fallback = slow_pair, when(a.is_empty(), "a must be empty"))]
fn front(Pair(a, ..): Pair) -> Text {
    a
}

fn slow_named(it: Named) -> Text {
    it.a + &it.b.0 + &it.b.1 + &it.c
}

#[requires_feature("on", fallback = slow_named, when(a.is_empty(), "a must be empty"))]
fn named(Named { a, b: (_, b), .. }: Named) -> Text {
    a + &b
}

fn slow_nested((((a, b), c), d): (((Text, Text), Text), &(u32, Text))) -> Text {
    a + &b + &c + &d.1
}

#[requires_feature("on", fallback = slow_nested, when(a.is_empty(), "a must be empty"))]
fn nested((((a, _), _), (_, d)): (((Text, Text), Text), &(u32, Text))) -> Text {
    a + d
}

fn slow_plain(x: Text, (a, b): (Text, Text), y: Text) -> Text {
    x + &a + &b + &y
}

#[requires_feature("on", fallback = slow_plain, when(a.is_empty(), "a must be empty"))]
fn between(mut x: Text, (a, _): (Text, Text), mut y: Text) -> Text {
    x.push_str(&a);
    y.push_str(&x);
    y
}

fn slow_array([a, b]: [u32; 2]) -> u32 {
    a + b
}

#[requires_feature("on", fallback = slow_array, when(a < 2, "a must be below 2"))]
fn array([a, _]: [u32; 2]) -> u32 {
    a
}

fn main() {
    let text = |it: &str| it.to_owned();
    assert_eq!(tuple((text("a"), text("b"))), "ab");
    assert_eq!(tuple((text(""), text("b"))), "");
    assert_eq!(long((text("a"), text("b"), text("c"), text("d"))), "abcd");
    assert_eq!(pair(Pair(text("a"), text("b"))), "ab");
    assert_eq!(front(Pair(text("a"), text("b"))), "ab");
    let it = Named { a: text("a"), b: (text("b"), text("c")), c: text("d") };
    assert_eq!(named(it), "abcd");
    assert_eq!(nested((((text("a"), text("b")), text("c")), &(1, text("d")))), "abcd");
    assert_eq!(between(text("x"), (text("a"), text("b")), text("y")), "xaby");
    assert_eq!((array([1, 2]), array([2, 3])), (1, 5));
}
