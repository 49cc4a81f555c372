//! The annotated item, cut into pieces by its tokens.
//!
//! rustc has parsed the item before an attribute macro sees it, so its shape is certain, and
//! cutting it costs a fraction of parsing it again. Bodies are kept as the brace group they came in.

mod annotated;
mod attr;
mod cursor;
mod docs;
mod enclosing;
mod function;
mod impl_block;
mod outline;
mod shown;
mod tokens;

pub(crate) use annotated::{Item, parse, with_errors};
pub(crate) use attr::Attr;
pub(crate) use docs::{doc, document};
pub(crate) use enclosing::{
    Enclosing, Misplaced, Spot, attributes_above, misplaced_call, owner_of_method, spot_of_call,
    without_comments_and_texts,
};
pub(crate) use function::Function;
pub(crate) use impl_block::{ImplBlock, Member};
pub(crate) use outline::{Outline, outline};
pub(crate) use shown::shown_at;
pub(crate) use tokens::Tokens;
