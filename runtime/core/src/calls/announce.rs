//! The one event per capability and reason.

use std::cell::{Cell, OnceCell};
use std::sync::atomic::{AtomicBool, Ordering};

use tracing::Level;

use crate::calls::site::Site;
use crate::calls::sites::unsettle_all;
use crate::error::message;
use crate::error::unavailable::Unavailable;
use crate::model::capability::{Capability, Instead, Log};
use crate::model::counts::Counts;
use crate::model::quant::Quant;
use crate::model::quant::QuantSupport::Stable;

/// The right of a thread to say something. Whoever listens is not spoken to from inside of it.
pub(crate) struct Speaker(());

thread_local! {
    static IS_SPEAKING: Cell<bool> = const { Cell::new(false) };
}

impl Speaker {
    /// `None` while this thread speaks already.
    pub(crate) fn of_this_thread() -> Option<Self> {
        (!IS_SPEAKING.replace(true)).then(|| Self(()))
    }

    /// Asks `tracing` to tell about every new subscriber, so that an event that nobody heard is sent
    /// again.
    #[allow(clippy::unused_self, reason = "registering calls the subscriber")]
    pub(crate) fn listen(&self) {
        static LISTENING: AtomicBool = AtomicBool::new(false);
        if !LISTENING.load(Ordering::Relaxed) && !LISTENING.swap(true, Ordering::Relaxed) {
            tracing::callsite::register(&LISTENER);
        }
    }
}

impl Drop for Speaker {
    fn drop(&mut self) {
        IS_SPEAKING.set(false);
    }
}

/// An event that may have to be sent. Its texts are made only then.
pub(crate) struct Announcement {
    level: Level,
    site: Site,
    unavailable: Unavailable,
}

/// What the event says.
struct Texts {
    message: String,
    reason: &'static str,
    hint: Option<String>,
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
    pub(crate) fn of(site: Site, unavailable: Unavailable) -> Option<Self> {
        let (capability, counts) = (site.described(), site.counts);
        let stable =
            || capability.quant().and_then(Quant::support).is_none_or(|level| level == Stable);
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
        Some(Self { level, site, unavailable })
    }

    fn capability(&self) -> &'static Capability {
        self.site.described()
    }

    fn texts(&self) -> Texts {
        let unavailable = &self.unavailable;
        let capability = self.capability();
        let (message, used) = match self.site.counts {
            Counts::Used | Counts::Entered => {
                let level = capability.quant().and_then(Quant::support).unwrap_or(Stable);
                let warning = capability.quant().map(|quant| level.warning_message(quant.method()));
                (warning.flatten().unwrap_or_default(), capability.name())
            }
            Counts::Degraded(_) => {
                let used = capability.instead().unwrap_or("error");
                (format!("{}; using `{used}`", message::what_and_why(unavailable)), used)
            }
            Counts::Ignored(index) => {
                (message::ignored(capability, index as usize), capability.name())
            }
            Counts::Refused(_) => {
                let is_panic = matches!(capability.instead, Instead::Panic);
                (message::what_and_why(unavailable), if is_panic { "panic" } else { "error" })
            }
            Counts::Undeniable(_) => {
                let used = capability.instead().unwrap_or(capability.name());
                let why = message::what_and_why(unavailable);
                (format!("{why}, but it cannot return an error; using `{used}`"), used)
            }
        };
        let reason = match self.site.counts {
            Counts::Entered => {
                capability.quant().and_then(Quant::support).unwrap_or(Stable).as_str()
            }
            _ => unavailable.reason().code(),
        };
        Texts { message, reason, hint: message::advice(unavailable), used }
    }

    /// Whether somebody heard it, now or before.
    pub(crate) fn send(&self, _: &Speaker) -> bool {
        // A subscriber of another thread may have made `tracing` decide for good that it is wanted.
        if tracing::dispatcher::has_been_set() && !at_level!(self.level, event_enabled, capability)
        {
            return false;
        }
        let texts = OnceCell::new();
        let is_first = OnceCell::new();
        let texts = || texts.get_or_init(|| self.texts());
        // Evaluated only for who listens, be it a subscriber or, with `tracing`'s feature `log`, a
        // logger.
        at_level!(
            self.level,
            event,
            capability = {
                if !*is_first.get_or_init(|| self.site.counter.begin_announcement()) {
                    // Another thread is saying it.
                    return true;
                }
                self.capability().name()
            },
            package = self.capability().package(),
            reason = texts().reason,
            hint = texts().hint.as_deref(),
            used = texts().used,
            "{}",
            texts().message
        );
        is_first.get().is_some()
    }
}

/// A callsite that sends nothing: `tracing` calls `set_interest` whenever subscribers or their
/// filters change.
struct Listener;

static LISTENER: Listener = Listener;

static LISTENER_METADATA: tracing::Metadata<'static> = tracing::metadata! {
    name: "featherfall subscribers",
    target: "featherfall",
    level: Level::ERROR,
    fields: &[],
    callsite: &LISTENER,
    kind: tracing::metadata::Kind::EVENT,
};

impl tracing::callsite::Callsite for Listener {
    fn set_interest(&self, _: tracing::subscriber::Interest) {
        unsettle_all();
    }

    fn metadata(&self) -> &tracing::Metadata<'_> {
        &LISTENER_METADATA
    }
}
