//! The one `tracing` event per capability and reason.

use std::sync::Once;
use std::sync::atomic::{AtomicBool, Ordering};

use tracing::Level;
use tracing::level_filters::{LevelFilter, STATIC_MAX_LEVEL};

use crate::calls::site::{Counts, Site};
use crate::calls::sites::unsettle_all;
use crate::error::message;
use crate::error::unavailable::Unavailable;
use crate::model::capability::{Capability, Instead, Log};
use crate::model::quant::Quant;
use crate::model::quant::QuantSupport::Stable;
use crate::model::reason::Reason;

/// An event that may have to be sent. Its texts are made only then.
pub(crate) struct Announcement {
    level: Level,
    site: Site,
    capability: &'static Capability,
}

/// What the event says.
struct Texts {
    message: String,
    reason: &'static str,
    hint: String,
    used: &'static str,
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
    /// `None` where there is nothing to say.
    pub(crate) fn of(site: Site) -> Option<Self> {
        let (capability, counts) = (site.capability(), site.counts);
        let stable = || capability.quant().is_none_or(|quant| quant.support() == Stable);
        let default = match counts {
            Counts::Used => return None,
            Counts::Entered if stable() => return None,
            Counts::Entered | Counts::Ignored(_) => Some(Level::WARN),
            Counts::Degraded(_) => match capability.instead {
                Instead::Fallback(_) if !capability.is_benign() => Some(Level::WARN),
                Instead::Fallback(_) | Instead::Otherwise(_) => Some(Level::DEBUG),
                Instead::Error | Instead::Panic => None,
            },
            // The caller knows, so nothing is said unless `log` asks for it.
            Counts::Refused(_) | Counts::Undeniable(_) => None,
        };
        let level = match capability.details.log {
            // That the policy was not obeyed is said whatever the item asks for.
            _ if matches!(counts, Counts::Undeniable(_)) => Level::ERROR,
            Log::Off => return None,
            Log::At(level) => level,
            Log::Default => default?,
        };
        Some(Self { level, site, capability })
    }

    fn texts(&self, which: u32) -> Texts {
        let because = |reason| Unavailable::new(self.site.record, reason, which);
        let instead = self.capability.instead();
        let texts = |unavailable: &Unavailable, message: String, used| Texts {
            message,
            reason: unavailable.reason().code(),
            hint: message::advice(unavailable).unwrap_or_default(),
            used,
        };
        match self.site.counts {
            Counts::Used | Counts::Entered => {
                let quant = self.capability.quant();
                let level = quant.map_or(Stable, Quant::support);
                let message = quant.and_then(|quant| level.warning_message(quant.method()));
                let unavailable = because(Reason::SupportRefused);
                let message = message.unwrap_or_default();
                let texts = texts(&unavailable, message, self.capability.name());
                Texts { reason: level.as_str(), ..texts }
            }
            Counts::Degraded(reason) => {
                let unavailable = because(reason);
                let used = instead.unwrap_or("error");
                let why = message::what_and_why(&unavailable);
                texts(&unavailable, format!("{why}; using `{used}`"), used)
            }
            Counts::Ignored(index) => {
                let message = message::ignored(self.capability, index as usize);
                texts(&because(Reason::ArgumentRefused), message, self.capability.name())
            }
            Counts::Refused(reason) => {
                let unavailable = because(reason);
                let is_panic = matches!(self.capability.instead, Instead::Panic);
                let used = if is_panic { "panic" } else { "error" };
                texts(&unavailable, message::what_and_why(&unavailable), used)
            }
            Counts::Undeniable(reason) => {
                let unavailable = because(reason);
                let used = instead.unwrap_or(self.capability.name());
                let why = message::what_and_why(&unavailable);
                let message = format!("{why}, but it cannot return an error; using `{used}`");
                texts(&unavailable, message, used)
            }
        }
    }

    /// Whether this thread's subscriber wants the event.
    pub(crate) fn is_heard(&self) -> bool {
        at_level!(self.level, event_enabled, capability)
    }

    /// Whether no subscriber of the process wants it. A new subscriber makes itself known through
    /// [`listen_for_subscribers`].
    pub(crate) fn has_no_listener(&self) -> bool {
        self.level > STATIC_MAX_LEVEL
            || self.level > LevelFilter::current()
            || LISTENERS.iter().any(|listener| {
                *listener.metadata.level() == self.level
                    && listener.is_unwanted.load(Ordering::SeqCst)
            })
    }

    /// `which` are the failed conditions or the argument.
    pub(crate) fn send(&self, which: u32) {
        let Texts { message, reason, hint, used } = self.texts(which);
        at_level!(
            self.level,
            event,
            capability = self.capability.name(),
            package = self.capability.package(),
            reason = reason,
            hint = hint,
            used = used,
            "{message}"
        );
    }
}

/// Asks `tracing` to tell us about every new subscriber, so that an event that nobody heard is
/// sent again.
pub(crate) fn listen_for_subscribers() {
    static LISTENING: Once = Once::new();
    LISTENING.call_once(|| {
        for listener in LISTENERS {
            tracing::callsite::register(listener);
        }
    });
}

/// A callsite that sends nothing: `tracing` calls `set_interest` whenever subscribers or their
/// filters change.
struct Listener {
    metadata: &'static tracing::Metadata<'static>,
    /// Whether no subscriber wants events of this level from us.
    is_unwanted: AtomicBool,
}

macro_rules! listener {
    ($level:expr) => {{
        static METADATA: tracing::Metadata<'static> = tracing::metadata! {
            name: "featherfall subscribers",
            target: "featherfall",
            level: $level,
            fields: &[],
            callsite: &LISTENER,
            kind: tracing::metadata::Kind::EVENT,
        };
        static LISTENER: Listener =
            Listener { metadata: &METADATA, is_unwanted: AtomicBool::new(false) };
        &LISTENER
    }};
}

static LISTENERS: [&Listener; 5] = [
    listener!(Level::ERROR),
    listener!(Level::WARN),
    listener!(Level::INFO),
    listener!(Level::DEBUG),
    listener!(Level::TRACE),
];

impl tracing::callsite::Callsite for Listener {
    fn set_interest(&self, interest: tracing::subscriber::Interest) {
        self.is_unwanted.store(interest.is_never(), Ordering::SeqCst);
        unsettle_all();
    }

    fn metadata(&self) -> &tracing::Metadata<'_> {
        self.metadata
    }
}
