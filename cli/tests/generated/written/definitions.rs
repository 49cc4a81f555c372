//! What no attribute can gate: definitions that differ, and code around them.

use super::{Text, text};
use crate::kind::Kind;

pub(super) const ALL: &[Text] = &[
    text(
        Kind::ConstantPair,
        "$c
pub const LANES_$i: usize = 32;
$n
pub const LANES_$i: usize = 1;
",
        "assert_eq!(m::LANES_$i, if cfg!($o) { 32 } else { 1 });",
    ),
    text(
        Kind::ImplPair,
        "pub struct Kernel$i;

$c
impl Kernel$i {
    pub fn run_$i(&self) -> usize {
        1
    }
}

$n
impl Kernel$i {
    pub fn run_$i(&self) -> usize {
        2
    }
}
",
        "assert_eq!(m::Kernel$i.run_$i(), if cfg!($o) { 1 } else { 2 });",
    ),
    text(
        Kind::FieldPair,
        "pub struct Device$i {
    $c
    lanes_$i: u64,
    $n
    lanes_$i: u8,
}

impl Device$i {
    pub fn new(lanes: u8) -> Self {
        $c
        {
            Self { lanes_$i: u64::from(lanes) }
        }
        $n
        {
            Self { lanes_$i: lanes }
        }
    }

    pub fn size_$i(&self) -> usize {
        std::mem::size_of_val(&self.lanes_$i)
    }
}
",
        "assert_eq!(m::Device$i::new(3).size_$i(), if cfg!($o) { 8 } else { 1 });",
    ),
    text(
        Kind::VariantsOfBuilds,
        "#[derive(Debug, PartialEq)]
pub enum Mode$i {
    $c
    Fast$i,
    Plain$i,
}

$c
pub fn mode_$i() -> Mode$i {
    Mode$i::Fast$i
}

$n
pub fn mode_$i() -> Mode$i {
    Mode$i::Plain$i
}

pub fn number_$i() -> usize {
    match mode_$i() {
        $c
        Mode$i::Fast$i => 2,
        Mode$i::Plain$i => 1,
    }
}
",
        "assert_eq!(m::number_$i(), if cfg!($o) { 2 } else { 1 });",
    ),
    text(
        Kind::ImportPair,
        "mod one_$i {
    pub fn lanes() -> usize {
        32
    }
}
mod two_$i {
    pub fn lanes() -> usize {
        4
    }
}
$c
use one_$i as lanes_$i;
$n
use two_$i as lanes_$i;

$c
pub fn wide_$i(n: usize) -> usize {
    lanes_$i::lanes() + one_$i::lanes() + two_$i::lanes() + n
}

$n
pub fn wide_$i(n: usize) -> usize {
    lanes_$i::lanes() + one_$i::lanes() + two_$i::lanes() - n
}
",
        "assert_eq!(m::wide_$i(1), if cfg!($o) { 69 } else { 39 });",
    ),
    text(
        Kind::AliasPair,
        "$c
pub type Word$i = u64;
$n
pub type Word$i = u8;

pub fn zero_$i() -> Word$i {
    0
}

pub fn size_$i() -> usize {
    $c
    {
        let wide: u64 = zero_$i();
        std::mem::size_of_val(&wide)
    }
    $n
    {
        let small: u8 = zero_$i();
        std::mem::size_of_val(&small)
    }
}
",
        "assert_eq!(m::size_$i(), if cfg!($o) { 8 } else { 1 });",
    ),
    text(
        Kind::TypeOfOneBuild,
        "$c
use std::collections::BTreeMap as Table$i;

$c
pub fn count_$i(table: &Table$i<usize, usize>) -> usize {
    table.len()
}

$n
pub fn count_$i(_: &std::collections::BTreeMap<usize, usize>) -> usize {
    90
}
",
        "assert_eq!(m::count_$i(&Default::default()), if cfg!($o) { 0 } else { 90 });",
    ),
    text(
        Kind::TypeOfEachBuild,
        "$c
mod real_$i {
    pub struct Handle$i(pub u64);
}
$n
mod plain_$i {
    pub struct Handle$i(pub u8);
}
$c
use real_$i::Handle$i;
$n
use plain_$i::Handle$i;

$c
fn size_of_handle_$i(handle: &Handle$i) -> usize {
    std::mem::size_of_val(handle) + (handle.0 as usize)
}

$n
fn size_of_handle_$i(handle: &Handle$i) -> usize {
    usize::from(handle.0) + 1
}

pub fn size_$i() -> usize {
    size_of_handle_$i(&Handle$i(0))
}
",
        "assert_eq!(m::size_$i(), if cfg!($o) { 8 } else { 1 });",
    ),
    text(
        Kind::ElementsOfBuilds,
        "pub fn all_$i() -> Vec<usize> {
    vec![1, 2, if cfg!($o) { 3 } else { 4 }]
}

pub fn array_$i() -> usize {
    let all = [
        1usize,
        $c
        10,
        $n
        20,
    ];
    all.iter().sum()
}
",
        "assert_eq!(m::array_$i(), if cfg!($o) { 11 } else { 21 });
assert_eq!(m::all_$i()[2], if cfg!($o) { 3 } else { 4 });",
    ),
    text(
        Kind::ParametersOfBuilds,
        "fn inner_$i($c wide: usize, $n narrow: usize) -> usize {
    $c
    {
        wide * 2
    }
    $n
    {
        narrow
    }
}

pub fn outer_$i(n: usize) -> usize {
    inner_$i(n)
}
",
        "assert_eq!(m::outer_$i(3), if cfg!($o) { 6 } else { 3 });",
    ),
    text(
        Kind::InMacro,
        "macro_rules! both_$i {
    ($f:ident) => {
        $c
        pub fn $f() -> usize {
            1
        }
        $n
        pub fn $f() -> usize {
            2
        }
    };
}
both_$i!(made_$i);
",
        "assert_eq!(m::made_$i(), if cfg!($o) { 1 } else { 2 });",
    ),
    text(
        Kind::OnlyFallback,
        "$n
fn spare_$i(n: usize) -> usize {
    n + 5
}

pub fn run_$i(n: usize) -> usize {
    $n
    let n = spare_$i(n);
    n * 2
}
",
        "assert_eq!(m::run_$i(1), if cfg!($o) { 2 } else { 12 });",
    ),
    text(
        Kind::OnlyReal,
        "pub fn run_$i(n: usize) -> usize {
    $c
    if n > 1 {
        return n * 100;
    }
    $c
    {
        let _more = n;
    }
    n
}
",
        "assert_eq!(m::run_$i(2), if cfg!($o) { 200 } else { 2 });",
    ),
    text(
        Kind::GatedModule,
        "#[cfg(feature = \"gpu\")]
pub mod deep_$i {
    $c
    pub fn run(n: usize) -> usize {
        n * 10
    }

    $n
    pub fn run(n: usize) -> usize {
        n + 10
    }
}

pub fn run_$i(n: usize) -> usize {
    #[cfg(feature = \"gpu\")]
    {
        deep_$i::run(n)
    }
    #[cfg(not(feature = \"gpu\"))]
    {
        n
    }
}
",
        "let deep = if cfg!($o) { 20 } else { 12 };
assert_eq!(m::run_$i(2), if cfg!(feature = \"gpu\") { deep } else { 2 });",
    ),
    text(
        Kind::StandsInForImport,
        "$c
mod own_$i {
    pub fn load_$i(n: usize) -> crate::error::Result<usize> {
        Ok(n)
    }
}
$c
pub use own_$i::load_$i;

/// Stands in.
$n
pub fn load_$i(_n: usize) -> crate::error::Result<usize> {
    Err(crate::error::Error::Text(String::from(\"no gpu\")))
}
",
        "assert_eq!(m::load_$i(3).ok(), if cfg!($o) { Some(3) } else { None });",
    ),
    text(
        Kind::StandsInForImport,
        "$c
mod own_$i {
    pub fn load_$i(n: usize) -> crate::error::Result<usize> {
        Ok(n)
    }
}
$c
pub use own_$i::*;

/// Stands in.
$n
pub fn load_$i(_n: usize) -> crate::error::Result<usize> {
    Err(crate::error::Error::NoGpu)
}
",
        "assert_eq!(m::load_$i(3).ok(), if cfg!($o) { Some(3) } else { None });",
    ),
    text(
        Kind::StandsInForImport,
        "$c
mod own_$i {
    pub fn load_$i(n: usize) -> crate::error::Result<usize> {
        Ok(n)
    }
}
$c
pub use own_$i::load_$i;

/// Stands in.
$n
pub fn load_$i(_n: usize) -> crate::error::Result<usize> {
    // not here $i
    Err(crate::error::Error::Text(String::from(\"use plain loops\")))
}
",
        "assert_eq!(m::load_$i(3).ok(), if cfg!($o) { Some(3) } else { None });",
    ),
];
