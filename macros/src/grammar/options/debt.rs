//! What is to be done about it.

use syn::LitStr;

use super::super::words::Priority;
use super::written::Written;

/// `priority`, `tracking`, `note`
#[derive(Clone, Default)]
pub(crate) struct Debt {
    pub(crate) priority: Option<Priority>,
    pub(crate) tracking: Option<LitStr>,
    pub(crate) note: Option<LitStr>,
}

impl Debt {
    /// Reads the option if it is one of these.
    pub(super) fn read(&mut self, option: &Written<'_>) -> syn::Result<bool> {
        match option.word.name {
            "priority" => {
                self.priority = Some(option.choose(Priority::WORDS, Priority::from_word)?);
            }
            "tracking" => self.tracking = Some(option.string()?),
            "note" => self.note = Some(option.string()?),
            _ => return Ok(false),
        }
        Ok(true)
    }
}
