//! The one `tracing` event per capability and reason.

use std::sync::Once;

use tracing::Level;
use tracing::level_filters::LevelFilter;

use crate::capability::{Capability, Instead, Log};
use crate::message;
use crate::quant::QuantSupport;
use crate::unavailable::{Reason, Unavailable};

/// An event that is ready to be sent.
pub(crate) struct Announcement {
    level: Level,
    message: String,
    capability: &'static Capability,
    reason: &'static str,
    hint: String,
    used: String,
}

/// `tracing`'s macros make one callsite for each level; the level is not known before run time.
macro_rules! at_level {
    ($level:expr, $macro:ident, $($arguments:tt)*) => {
        match $level {
            Level::ERROR => tracing::$macro!(target: "featherfall", Level::ERROR, $($arguments)*),
            Level::WARN => tracing::$macro!(target: "featherfall", Level::WARN, $($arguments)*),
            Level::INFO => tracing::$macro!(target: "featherfall", Level::INFO, $($arguments)*),
            Level::DEBUG => tracing::$macro!(target: "featherfall", Level::DEBUG, $($arguments)*),
            Level::TRACE => tracing::$macro!(target: "featherfall", Level::TRACE, $($arguments)*),
        }
    };
}

impl Announcement {
    /// Something else ran.
    pub(crate) fn of_degradation(unavailable: &Unavailable) -> Option<Self> {
        let capability = unavailable.capability();
        let (default, used) = match capability.instead {
            Instead::Fallback(path) => (Some(Level::WARN), path),
            Instead::Otherwise(tokens) => (Some(Level::DEBUG), tokens),
            Instead::Error | Instead::Panic => (None, "error"),
        };
        let message = format!("{}; using `{used}`", message::what_and_why(unavailable));
        Self::new(unavailable, default, message, used.to_owned())
    }

    /// An error was returned: the caller knows, so nothing is said unless `log` asks for it.
    pub(crate) fn of_refusal(unavailable: &Unavailable) -> Option<Self> {
        let message = message::what_and_why(unavailable);
        Self::new(unavailable, None, message, String::from("error"))
    }

    /// The policy denies the fallback, but the function cannot return an error.
    pub(crate) fn of_undeniable_fallback(unavailable: &Unavailable) -> Option<Self> {
        let capability = unavailable.capability();
        let used = capability.instead().unwrap_or(capability.name());
        let message = format!(
            "{}, but it cannot return an error; using `{used}`",
            message::what_and_why(unavailable)
        );
        let mut announcement =
            Self::new(unavailable, Some(Level::ERROR), message, used.to_owned())?;
        announcement.level = Level::ERROR;
        Some(announcement)
    }

    /// An argument was dropped.
    pub(crate) fn of_ignored_argument(capability: &'static Capability, index: u32) -> Option<Self> {
        let unavailable =
            Unavailable::new(capability.descriptor, Reason::ArgumentRefused, 1 << index);
        let message = message::ignored(capability, index as usize);
        Self::new(&unavailable, Some(Level::WARN), message, capability.name().to_owned())
    }

    /// A quantization method that is not stable was entered.
    pub(crate) fn of_support(capability: &'static Capability, level: QuantSupport) -> Option<Self> {
        let quant = capability.quant()?;
        let message = level.warning_message(quant.method())?;
        let unavailable = Unavailable::new(capability.descriptor, Reason::SupportRefused, 0);
        let mut announcement =
            Self::new(&unavailable, Some(Level::WARN), message, capability.name().to_owned())?;
        announcement.reason = level.as_str();
        Some(announcement)
    }

    fn new(
        unavailable: &Unavailable,
        default: Option<Level>,
        message: String,
        used: String,
    ) -> Option<Self> {
        let capability = unavailable.capability();
        let level = match capability.details.log {
            Log::Default => default?,
            Log::Off => return None,
            Log::At(level) => level,
        };
        Some(Self {
            level,
            message,
            capability,
            reason: unavailable.reason().code(),
            hint: message::advice(unavailable).unwrap_or_default(),
            used,
        })
    }

    /// Whether this thread's subscriber wants the event.
    pub(crate) fn is_heard(&self) -> bool {
        at_level!(self.level, event_enabled, capability)
    }

    /// Whether no subscriber of the process wants it. A new subscriber makes itself known through
    /// [`listen_for_subscribers`].
    pub(crate) fn has_no_listener(&self) -> bool {
        self.level > LevelFilter::current()
    }

    pub(crate) fn send(&self) {
        at_level!(
            self.level,
            event,
            capability = self.capability.name(),
            package = self.capability.package(),
            reason = self.reason,
            hint = self.hint,
            used = self.used,
            "{}",
            self.message
        );
    }
}

/// Asks `tracing` to tell us about every new subscriber, so that an event that nobody heard is
/// sent again.
pub(crate) fn listen_for_subscribers() {
    static LISTENING: Once = Once::new();
    LISTENING.call_once(|| tracing::callsite::register(&SUBSCRIBERS));
}

/// A callsite that sends nothing: `tracing` calls `set_interest` whenever subscribers or their
/// filters change.
struct Subscribers;

static SUBSCRIBERS: Subscribers = Subscribers;

static METADATA: tracing::Metadata<'static> = tracing::metadata! {
    name: "featherfall subscribers",
    target: "featherfall",
    level: Level::ERROR,
    fields: &[],
    callsite: &SUBSCRIBERS,
    kind: tracing::metadata::Kind::EVENT,
};

impl tracing::callsite::Callsite for Subscribers {
    fn set_interest(&self, _: tracing::subscriber::Interest) {
        crate::site::unsettle_all();
    }

    fn metadata(&self) -> &tracing::Metadata<'_> {
        &METADATA
    }
}
