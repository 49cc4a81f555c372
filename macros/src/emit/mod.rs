//! The tokens that several macros write.

mod body;
mod cfg;
mod declared;
mod early_return;
mod halves;
mod lexed;
mod located;
mod record;
mod redacted;
mod undeclared;
mod way_out;

pub(crate) use body::{Body, in_place_of, users_block};
pub(crate) use cfg::{cfg, notation, prose};
pub(crate) use declared::declared_cfg;
pub(crate) use early_return::EarlyReturn;
pub(crate) use halves::Halves;
pub(crate) use located::runtime_at;
pub(crate) use record::{
    Counted, Record, detail, first_line, flag, one_line, runtime_path, static_name,
};
pub(crate) use undeclared::explain_undeclared;
pub(crate) use way_out::{Leave, WayOut, boxed, otherwise_text};
