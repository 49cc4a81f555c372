//! What an issue is about, as its body says: how it is recognized again.

use std::collections::BTreeMap;

/// How the line with the fingerprint begins.
pub(super) const FINGERPRINT: &str = "<!-- featherfall:issue ";

/// What an issue is about, as its body says.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Fingerprint {
    /// The package.
    pub(crate) package: String,
    /// The kind of annotation.
    pub(crate) kind: String,
    /// Type and function, without the module: items move.
    pub(crate) item: String,
    /// The module, which tells two items of one name apart.
    pub(crate) module: String,
    /// Which one of several annotations of one kind on one item.
    pub(crate) index: usize,
    /// The priority when it was written.
    pub(crate) priority: String,
    /// The title when it was written; another one is somebody's.
    pub(crate) title: String,
    /// A sum of the rest of the generated part when it was written; another one is somebody's.
    pub(crate) sum: String,
}

impl Fingerprint {
    /// Whether both are about the same item, wherever it stands.
    pub(crate) fn is_same_item(&self, other: &Self) -> bool {
        (&self.package, &self.kind, &self.item) == (&other.package, &other.kind, &other.item)
    }

    /// The comment in the body.
    pub(super) fn comment(&self) -> String {
        let Self { package, kind, item, module, index, priority, title, sum } = self;
        format!(
            "{FINGERPRINT}package={} kind={} item={} module={} index={index} priority={} title={} sum={sum} -->",
            encoded(package),
            encoded(kind),
            encoded(item),
            encoded(module),
            encoded(priority),
            encoded(title)
        )
    }

    /// Reads the fingerprint of a body.
    pub(crate) fn read(body: &str) -> Option<Self> {
        let start = body.find(FINGERPRINT)? + FINGERPRINT.len();
        let inside = body[start..].split("-->").next()?;
        let fields: BTreeMap<&str, String> = inside
            .split_whitespace()
            .filter_map(|field| field.split_once('='))
            .map(|(key, value)| (key, decoded(value)))
            .collect();
        let field = |key: &str| fields.get(key).cloned();
        Some(Self {
            package: field("package")?,
            kind: field("kind")?,
            item: field("item")?,
            module: field("module")?,
            index: field("index")?.parse().ok()?,
            priority: field("priority")?,
            title: field("title").unwrap_or_default(),
            sum: field("sum").unwrap_or_default(),
        })
    }
}

/// Only letters, digits and a few signs: nothing can end the comment.
fn encoded(text: &str) -> String {
    let mut result = String::new();
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"_:.".contains(&byte) {
            result.push(char::from(byte));
        } else {
            result.push_str(&format!("%{byte:02X}"));
        }
    }
    result
}

fn decoded(text: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = text.as_bytes();
    while let Some((&first, behind)) = rest.split_first() {
        let code = behind.get(..2).and_then(|it| std::str::from_utf8(it).ok());
        if let (b'%', Some(byte)) = (first, code.and_then(|it| u8::from_str_radix(it, 16).ok())) {
            bytes.push(byte);
            rest = &behind[2..];
        } else {
            bytes.push(first);
            rest = behind;
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fingerprint_survives_the_body() {
        let fingerprint = Fingerprint {
            package: String::from("a-b"),
            kind: String::from("quant"),
            item: String::from("X --> | `y`::z"),
            module: String::new(),
            index: 2,
            priority: String::from("High"),
            title: String::from("[a-b] x = y"),
            sum: String::from("0123"),
        };
        let comment = fingerprint.comment();
        assert_eq!(comment.matches("-->").count(), 1);
        assert_eq!(Fingerprint::read(&format!("text\n{comment}\nmore")), Some(fingerprint));
        assert_eq!(Fingerprint::read("<!-- featherfall:issue package=a -->"), None);
    }
}
