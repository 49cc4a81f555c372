//! What the error and the log say.

use syn::LitStr;

use super::super::words::LogLevel;
use super::written::Written;

/// `name`, `alternative`, `hint`, `log`
#[derive(Clone, Default)]
pub(crate) struct Message {
    pub(crate) name: Option<LitStr>,
    /// `workaround` too: one and the same to those who ask what to do.
    pub(crate) alternative: Option<LitStr>,
    pub(crate) hint: Option<LitStr>,
    pub(crate) log: Option<LogLevel>,
}

impl Message {
    /// Reads the option if it is one of these.
    pub(super) fn read(&mut self, option: &Written<'_>) -> syn::Result<bool> {
        match option.word.name {
            "name" => self.name = Some(option.string()?),
            "alternative" | "workaround" => self.alternative = Some(option.string()?),
            "hint" => self.hint = Some(option.string()?),
            "log" => self.log = Some(option.choose(LogLevel::WORDS, LogLevel::from_word)?),
            _ => return Ok(false),
        }
        Ok(true)
    }
}
