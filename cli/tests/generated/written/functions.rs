//! Functions of every kind.

use super::{Text, text};
use crate::kind::Kind;

pub(super) const ALL: &[Text] = &[
    text(
        Kind::FallbackReturnsEarly,
        "pub fn run_$i(n: usize) -> crate::error::Result<usize> {
    $n
    {
        let _ = n;
        return Err(crate::error::Error::Text(String::from(\"no gpu\")));
    }
    $c
    {
        let twice = n * 2;
        Ok(twice)
    }
}
",
        "assert_eq!(m::run_$i(2).ok(), if cfg!($o) { Some(4) } else { None });",
    ),
    text(
        Kind::FallbackReturnsEarly,
        "#[allow(unreachable_code, unused_variables)]
pub fn run_$i(n: usize) -> crate::error::Result<usize> {
    $n
    return Err(crate::error::Error::Text(String::from(\"no gpu\")));
    $c
    let wide = n * 3;
    $n
    let wide = n;
    Ok(wide)
}
",
        "assert_eq!(m::run_$i(2).ok(), if cfg!($o) { Some(6) } else { None });",
    ),
    text(
        Kind::LogsOnly,
        "pub fn run_$i(n: usize, log: &mut Vec<usize>) -> usize {
    $c
    log.push(n);
    $n
    log.push(n + 1);
    $c
    {
        log.push(n);
    }
    $n
    {
        log.clear();
    }
    log.len()
}
",
        "assert_eq!(m::run_$i(2, &mut vec![7]), if cfg!($o) { 3 } else { 0 });",
    ),
    text(
        Kind::Nested,
        "pub fn run_$i(n: usize) -> usize {
    $c
    {
        let inner = |m: usize| {
            #[cfg(feature = \"flash-attn\")]
            {
                m + 1
            }
            #[cfg(not(feature = \"flash-attn\"))]
            {
                m + 2
            }
        };
        inner(n) * 10
    }
    $n
    {
        #[cfg(feature = \"flash-attn\")]
        let n = n + 1;
        #[cfg(not(feature = \"flash-attn\"))]
        let n = n + 2;
        n
    }
}
",
        "let more = if cfg!(feature = \"flash-attn\") { 3 } else { 4 };
assert_eq!(m::run_$i(2), if cfg!($o) { more * 10 } else { more });",
    ),
    text(
        Kind::Unit,
        "$c
pub fn warm_$i(log: &mut Vec<usize>) {
    log.push(1);
}

$n
pub fn warm_$i(_log: &mut Vec<usize>) {}
",
        "let mut log = vec![];
m::warm_$i(&mut log);
assert_eq!(log.len(), if cfg!($o) { 1 } else { 0 });",
    ),
    text(
        Kind::Predicate,
        "$c
pub fn has_it_$i() -> bool {
    true
}

$n
pub fn has_it_$i() -> bool {
    false
}
",
        "assert_eq!(m::has_it_$i(), cfg!($o));",
    ),
    text(
        Kind::Recursive,
        "$c
pub fn depth_$i(n: usize) -> usize {
    if n == 0 { 0 } else { depth_$i(n - 1) + 2 }
}

$n
pub fn depth_$i(left: usize) -> usize {
    match left {
        0 => 0,
        left => depth_$i(left - 1) + 1,
    }
}
",
        "assert_eq!(m::depth_$i(4), if cfg!($o) { 8 } else { 4 });",
    ),
    text(
        Kind::MovesArgument,
        "$c
pub fn join_$i(one: Vec<usize>, two: Vec<usize>) -> Vec<usize> {
    one.into_iter().chain(two).collect()
}

$n
pub fn join_$i(mut first: Vec<usize>, second: Vec<usize>) -> Vec<usize> {
    first.extend(second);
    first.reverse();
    first
}
",
        "assert_eq!(m::join_$i(vec![1], vec![2]), if cfg!($o) { vec![1, 2] } else { vec![2, 1] });",
    ),
    text(
        Kind::Borrows,
        "$c
pub fn longest_$i<'a>(one: &'a str, two: &'a str) -> &'a str {
    if one.len() > two.len() { one } else { two }
}

$n
pub fn longest_$i<'a>(one: &'a str, _two: &'a str) -> &'a str {
    one
}

$c
pub fn first_$i(all: &mut [usize]) -> &mut usize {
    &mut all[0]
}

$n
pub fn first_$i(all: &mut [usize]) -> &mut usize {
    let last = all.len() - 1;
    &mut all[last]
}
",
        "assert_eq!(m::longest_$i(\"a\", \"bc\"), if cfg!($o) { \"bc\" } else { \"a\" });
assert_eq!(*m::first_$i(&mut [4, 5]), if cfg!($o) { 4 } else { 5 });",
    ),
    text(
        Kind::Bounds,
        "$c
pub fn shown_$i<T>(value: T) -> String
where
    T: std::fmt::Display + Clone,
{
    value.clone().to_string()
}

$n
pub fn shown_$i<T>(item: T) -> String
where
    T: std::fmt::Display + Clone,
{
    format!(\"<{item}>\")
}
",
        "assert_eq!(m::shown_$i(3), if cfg!($o) { \"3\" } else { \"<3>\" });",
    ),
    text(
        Kind::AwaitsInside,
        "async fn ready_$i(n: usize) -> usize {
    n
}

$c
pub async fn run_$i(n: usize) -> crate::error::Result<usize> {
    Ok(ready_$i(n).await * 2)
}

$n
pub async fn run_$i(m: usize) -> crate::error::Result<usize> {
    let block = async { ready_$i(m).await + 1 };
    Ok(block.await)
}
",
        "assert_eq!(sample::now(m::run_$i(3)).ok(), Some(if cfg!($o) { 6 } else { 4 }));",
    ),
    text(
        Kind::QuestionMarks,
        "$c
pub fn parse_$i(text: &str) -> std::result::Result<usize, Box<dyn std::error::Error>> {
    Ok(text.parse::<usize>()? * 2)
}

$n
pub fn parse_$i(words: &str) -> std::result::Result<usize, Box<dyn std::error::Error>> {
    let first = words.split(' ').next().ok_or(\"nothing\")?;
    let number: usize = first.parse()?;
    Ok(number)
}
",
        "assert_eq!(m::parse_$i(\"4\").ok(), Some(if cfg!($o) { 8 } else { 4 }));
assert!(m::parse_$i(\"x\").is_err());",
    ),
    text(
        Kind::MustUse,
        "$c
#[must_use]
pub fn size_$i(n: usize) -> usize {
    n * 3
}

$n
#[must_use]
pub fn size_$i(n: usize) -> usize {
    n
}
",
        "assert_eq!(m::size_$i(2), if cfg!($o) { 6 } else { 2 });",
    ),
    text(
        Kind::DifferentTypes,
        "$c
pub fn width_$i() -> u64 {
    8
}

$n
pub fn width_$i() -> u8 {
    1
}
",
        "assert_eq!(m::width_$i() as usize, if cfg!($o) { 8 } else { 1 });",
    ),
    text(
        Kind::RawNames,
        "$c
pub fn mixed_$i(r#type: usize, r#match: usize) -> usize {
    r#type * r#match
}

$n
pub fn mixed_$i(r#in: usize, r#match: usize) -> usize {
    r#in + r#match
}
",
        "assert_eq!(m::mixed_$i(3, 4), if cfg!($o) { 12 } else { 7 });",
    ),
    text(
        Kind::Boxed,
        "pub struct Node$i {
    pub wide: usize,
}

impl Node$i {
    $c
    pub fn take_$i(self: Box<Self>, by: usize) -> usize {
        self.wide * by
    }

    $n
    pub fn take_$i(self: Box<Self>, _: usize) -> usize {
        self.wide
    }

    $c
    pub fn shared_$i(self: &std::rc::Rc<Self>) -> usize {
        self.wide + 100
    }

    $n
    pub fn shared_$i(self: &std::rc::Rc<Self>) -> usize {
        let node = self;
        node.wide
    }
}
",
        "assert_eq!(Box::new(m::Node$i { wide: 3 }).take_$i(2), if cfg!($o) { 6 } else { 3 });
assert_eq!(std::rc::Rc::new(m::Node$i { wide: 3 }).shared_$i(), if cfg!($o) { 103 } else { 3 });",
    ),
    text(
        Kind::ReturnsClosure,
        "$c
pub fn adder_$i(by: usize) -> impl Fn(usize) -> usize {
    move |n| n + by
}

$n
pub fn adder_$i(by: usize) -> impl Fn(usize) -> usize {
    move |n| n + by + 10
}
",
        "assert_eq!(m::adder_$i(1)(2), if cfg!($o) { 3 } else { 13 });",
    ),
    text(
        Kind::ReturnsTrait,
        "$c
pub fn source_$i(n: usize) -> Box<dyn Iterator<Item = usize>> {
    Box::new(0..n)
}

$n
pub fn source_$i(n: usize) -> Box<dyn Iterator<Item = usize>> {
    Box::new(std::iter::once(n))
}
",
        "assert_eq!(m::source_$i(3).count(), if cfg!($o) { 3 } else { 1 });",
    ),
    text(
        Kind::StructPattern,
        "#[derive(Clone, Copy)]
pub struct Shape$i {
    pub wide: usize,
    pub high: usize,
}

$c
pub fn area_$i(Shape$i { wide, high }: Shape$i) -> usize {
    wide * high
}

$n
pub fn area_$i(shape: Shape$i) -> usize {
    shape.wide + shape.high
}
",
        "assert_eq!(m::area_$i(m::Shape$i { wide: 3, high: 4 }), if cfg!($o) { 12 } else { 7 });",
    ),
    text(
        Kind::StructPattern,
        "#[derive(Clone, Copy)]
pub struct Shape$i {
    pub wide: usize,
    pub high: usize,
}

$c
pub fn area_$i(shape: Shape$i) -> usize {
    shape.wide * shape.high
}

$n
pub fn area_$i(Shape$i { wide, .. }: Shape$i) -> usize {
    wide
}
",
        "assert_eq!(m::area_$i(m::Shape$i { wide: 3, high: 4 }), if cfg!($o) { 12 } else { 3 });",
    ),
    text(
        Kind::NewNameIsTaken,
        "$c
pub fn run_$i(wide_$i: usize) -> usize {
    wide_$i + 1
}

$n
pub fn run_$i(n: usize) -> usize {
    let wide_$i = n * 2;
    wide_$i + n
}
",
        "assert_eq!(m::run_$i(3), if cfg!($o) { 4 } else { 9 });",
    ),
    text(
        Kind::NewNameIsTaken,
        "fn wide_$i() -> usize {
    5
}

pub fn five_$i() -> usize {
    wide_$i()
}

$c
pub fn run_$i(wide_$i: usize) -> usize {
    wide_$i + 1
}

$n
pub fn run_$i(n: usize) -> usize {
    n + wide_$i()
}
",
        "assert_eq!(m::run_$i(3), if cfg!($o) { 4 } else { 8 });",
    ),
    text(
        Kind::NewNameIsTaken,
        "$c
pub fn run_$i(wide_$i: usize) -> usize {
    wide_$i + 1
}

$n
pub fn run_$i(n: usize) -> usize {
    let twice = |wide_$i: usize| wide_$i * 2;
    twice(n) + n
}
",
        "assert_eq!(m::run_$i(3), if cfg!($o) { 4 } else { 9 });",
    ),
    text(
        Kind::NewNameIsTaken,
        "$c
pub fn run_$i(wide_$i: usize) -> usize {
    wide_$i + 1
}

$n
pub fn run_$i(n: usize) -> usize {
    format!(\"{wide_$i}{n}\", wide_$i = 10).len() + n
}
",
        "assert_eq!(m::run_$i(3), if cfg!($o) { 4 } else { 6 });",
    ),
    text(
        Kind::NewNameIsTaken,
        "$c
pub fn run_$i(wide_$i: usize) -> usize {
    wide_$i + 1
}

$n
pub fn run_$i(n: usize) -> usize {
    let mut total = n;
    for wide_$i in 0..n {
        total += wide_$i;
    }
    total
}
",
        "assert_eq!(m::run_$i(3), if cfg!($o) { 4 } else { 6 });",
    ),
    text(
        Kind::NewNameIsTaken,
        "$c
pub fn run_$i(wide_$i: usize) -> usize {
    wide_$i + 1
}

$n
pub fn run_$i(n: usize) -> usize {
    match Some(n) {
        Some(wide_$i) if wide_$i > 1 => wide_$i + n,
        _ => n,
    }
}
",
        "assert_eq!(m::run_$i(3), if cfg!($o) { 4 } else { 6 });",
    ),
    text(
        Kind::NewNameIsTaken,
        "$c
pub fn run_$i(wide_$i: usize) -> usize {
    wide_$i + 1
}

$n
pub fn run_$i(n: usize) -> usize {
    struct Both {
        wide_$i: usize,
    }
    let both = Both { wide_$i: n };
    both.wide_$i + n
}
",
        "assert_eq!(m::run_$i(3), if cfg!($o) { 4 } else { 6 });",
    ),
    text(
        Kind::NewNameIsTaken,
        "$c
pub fn run_$i(wide_$i: usize) -> usize {
    wide_$i + 1
}

$n
pub fn run_$i(n: usize) -> usize {
    macro_rules! add {
        ($wide_$i:expr) => {
            $wide_$i + n
        };
    }
    add!(2)
}
",
        "assert_eq!(m::run_$i(3), if cfg!($o) { 4 } else { 5 });",
    ),
    // The other side has no name for it, and none is renamed.
    text(
        Kind::NewNameIsTaken,
        "fn wide_$i() -> usize {
    5
}

pub fn five_$i() -> usize {
    wide_$i()
}

$c
pub fn run_$i(wide_$i: usize) -> usize {
    wide_$i + 1
}

$n
pub fn run_$i(_: usize) -> usize {
    wide_$i() + 1
}
",
        "assert_eq!(m::run_$i(3), if cfg!($o) { 4 } else { 6 });",
    ),
];
