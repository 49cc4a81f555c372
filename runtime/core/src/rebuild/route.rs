//! A set of flags.

use super::base::Flag;
use super::set::{Node, Set};

/// One set of flags that does it.
pub(super) struct Route {
    pub(super) default: bool,
    pub(super) flags: Vec<Flag>,
    /// What was asked for and is no more.
    pub(super) without: Vec<Flag>,
    /// What all of that turns on, and must be off.
    pub(super) unwanted: Option<Node>,
    /// How many flags are new or gone.
    pub(super) changes: usize,
    /// Whether something of it is made for this very machine.
    pub(super) made: bool,
    pub(super) on: Set,
    pub(super) off: Set,
}
