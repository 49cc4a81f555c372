//! An annotation as plain data.

pub(crate) use crate::find::decisions::Priority;
use crate::understand::cfg::Cfg;

/// What kind of annotation it is. The word is stable: fingerprints contain it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Kind {
    /// `#[requires_feature]`
    Gate,
    /// `feature_gated!`
    Choice,
    /// `#[feature_stub]`
    Stub,
    /// `#[quant_support]`
    Quant,
    /// `quant_ignores!`
    Ignores,
    /// `quant_refuses!`
    Refuses,
    /// `#[limitation]`
    Limitation,
    /// `todo!()`, which is none: issues are made of it as of annotations.
    Todo,
}

impl Kind {
    /// Every one.
    pub(crate) const ALL: [Self; 7] = [
        Kind::Gate,
        Kind::Choice,
        Kind::Stub,
        Kind::Quant,
        Kind::Ignores,
        Kind::Refuses,
        Kind::Limitation,
    ];

    /// The name of its attribute or macro.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Kind::Gate => "requires_feature",
            Kind::Choice => "feature_gated",
            Kind::Stub => "feature_stub",
            Kind::Quant => "quant_support",
            Kind::Ignores => "quant_ignores",
            Kind::Refuses => "quant_refuses",
            Kind::Limitation => "limitation",
            Kind::Todo => "todo",
        }
    }

    /// The kind of an attribute or macro with this name.
    pub(crate) fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.name() == name)
    }

    /// For tables and fingerprints: one of the five words that the runtime has too, or `todo`.
    pub(crate) const fn word(self) -> &'static str {
        match self {
            Kind::Gate => "gate",
            Kind::Choice => "choice",
            Kind::Stub => "stub",
            Kind::Quant | Kind::Ignores | Kind::Refuses => "quant",
            Kind::Limitation => "limitation",
            Kind::Todo => "todo",
        }
    }
}

/// One annotation.
#[derive(Debug, Clone)]
pub(crate) struct Annotation {
    /// What it is.
    pub(crate) kind: Kind,
    /// The modules inside of the file.
    pub(crate) module: Vec<String>,
    /// Type and function: what stays the same when the item moves to another module.
    pub(crate) item: String,
    /// Where it starts.
    pub(crate) offset: usize,
    /// The line of the item.
    pub(crate) line: usize,
    /// What the build must have.
    pub(crate) predicate: Option<Cfg>,
    /// The support level.
    pub(crate) level: Option<&'static str>,
    /// The quantization method.
    pub(crate) method: Option<String>,
    /// Parameters that are ignored, refused, required.
    pub(crate) parameters: Vec<String>,
    /// What happens instead, in a few words.
    pub(crate) instead: String,
    /// The text of a limitation.
    pub(crate) text: Option<String>,
    /// `alternative`, or the `workaround` of a limitation.
    pub(crate) alternative: Option<String>,
    /// `hint`
    pub(crate) hint: Option<String>,
    /// `name`
    pub(crate) name: Option<String>,
    /// `priority`
    pub(crate) priority: Option<Priority>,
    /// `tracking`
    pub(crate) tracking: Option<String>,
    /// `note`
    pub(crate) note: Option<String>,
    /// Whether users of the package may see the item.
    pub(crate) is_public: bool,
    /// Functions of a gated impl block that have a gate of their own.
    pub(crate) except: Vec<String>,
    /// The item's head as written, attributes of featherfall included.
    pub(crate) code: String,
    /// Whether its arguments could not be read: what is said here of them is not all.
    pub(crate) is_broken: bool,
}

/// What runs instead, where that is too long to be shown: the arm `_` of every choice.
pub(super) const OTHER_CODE: &str = "other code";

impl Annotation {
    /// One that says nothing yet.
    pub(crate) fn new(kind: Kind, item: String, offset: usize, line: usize) -> Self {
        Self {
            kind,
            module: Vec::new(),
            item,
            offset,
            line,
            predicate: None,
            level: None,
            method: None,
            parameters: Vec::new(),
            instead: String::new(),
            text: None,
            alternative: None,
            hint: None,
            name: None,
            priority: None,
            tracking: None,
            note: None,
            is_public: true,
            except: Vec::new(),
            code: String::new(),
            is_broken: false,
        }
    }

    /// The capability's name: the one given, or the last part of the item.
    pub(crate) fn capability(&self) -> &str {
        let own = || self.item.rsplit("::").next().unwrap_or(&self.item);
        self.name.as_deref().unwrap_or_else(own)
    }

    /// Whether it chooses between halves that both work.
    pub(crate) fn is_preference(&self) -> bool {
        self.kind == Kind::Choice && self.instead == OTHER_CODE
    }

    /// Whether it says that something should be done, and how soon.
    pub(crate) fn debt(&self) -> Option<Priority> {
        let default = match (self.kind, self.level) {
            (Kind::Limitation | Kind::Todo, _) | (Kind::Quant, Some("Partial")) => {
                Some(Priority::Medium)
            }
            (Kind::Quant, Some("Unimplemented")) => Some(Priority::High),
            (Kind::Quant, Some("Experimental")) => Some(Priority::Low),
            _ => None,
        };
        self.priority.or(default)
    }
}
