//! A `tracing` subscriber that keeps every event.

use std::collections::BTreeMap;
use std::fmt::{self, Write as _};
use std::sync::{Arc, Mutex, PoisonError};

use tracing::field::{Field, Visit};
use tracing::{Level, Metadata, Subscriber, span};

/// One event.
#[derive(Debug, Clone)]
pub struct Event {
    pub level: Level,
    pub target: String,
    pub message: String,
    pub fields: BTreeMap<String, String>,
}

impl Event {
    /// A field's value, empty if there is none.
    pub fn field(&self, name: &str) -> &str {
        self.fields.get(name).map_or("", String::as_str)
    }
}

/// Keeps the events up to a level, and the names of the spans.
#[derive(Debug, Clone)]
pub struct Recorder {
    max: Level,
    events: Arc<Mutex<Vec<Event>>>,
    spans: Arc<Mutex<Vec<&'static str>>>,
}

impl Recorder {
    pub fn new(max: Level) -> Self {
        Self { max, events: Arc::default(), spans: Arc::default() }
    }

    /// Makes it the subscriber of the whole process.
    pub fn install(&self) {
        tracing::subscriber::set_global_default(self.clone()).expect("no other subscriber");
    }

    pub fn events(&self) -> Vec<Event> {
        self.events.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// The events about a capability of a package.
    pub fn about(&self, package: &str, capability: &str) -> Vec<Event> {
        let mut events = self.events();
        events.retain(|event| {
            event.field("package") == package && event.field("capability") == capability
        });
        events
    }

    pub fn spans(&self) -> Vec<&'static str> {
        self.spans.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

impl Subscriber for Recorder {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        *metadata.level() <= self.max
    }

    fn max_level_hint(&self) -> Option<tracing::level_filters::LevelFilter> {
        Some(self.max.into())
    }

    fn new_span(&self, attributes: &span::Attributes<'_>) -> span::Id {
        let mut spans = self.spans.lock().unwrap_or_else(PoisonError::into_inner);
        spans.push(attributes.metadata().name());
        span::Id::from_u64(spans.len() as u64)
    }

    fn event(&self, event: &tracing::Event<'_>) {
        let mut fields = Fields::default();
        event.record(&mut fields);
        let Fields(mut fields) = fields;
        self.events.lock().unwrap_or_else(PoisonError::into_inner).push(Event {
            level: *event.metadata().level(),
            target: event.metadata().target().to_owned(),
            message: fields.remove("message").unwrap_or_default(),
            fields,
        });
    }

    fn record(&self, _: &span::Id, _: &span::Record<'_>) {}
    fn record_follows_from(&self, _: &span::Id, _: &span::Id) {}
    fn enter(&self, _: &span::Id) {}
    fn exit(&self, _: &span::Id) {}
}

#[derive(Default)]
struct Fields(BTreeMap<String, String>);

impl Visit for Fields {
    fn record_str(&mut self, field: &Field, value: &str) {
        self.0.insert(field.name().to_owned(), value.to_owned());
    }

    fn record_debug(&mut self, field: &Field, value: &dyn fmt::Debug) {
        let mut text = String::new();
        let _ = write!(text, "{value:?}");
        self.0.insert(field.name().to_owned(), text);
    }
}
