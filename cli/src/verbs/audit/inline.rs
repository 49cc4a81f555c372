//! Choices without a `#[cfg]` on the half that fails.

use std::collections::BTreeSet;

use super::collector::Collector;
use super::finding::Adopt;
use super::message;
use super::rules;
use crate::understand::fallback::Fallback;
use crate::understand::flags::Flags;
use crate::understand::inline::{self, Inline};
use crate::understand::sites::Sites;

/// What there is to say about the file.
pub(super) fn find(
    found: &mut Collector<'_>,
    file: &syn::File,
    sites: &Sites<'_>,
    flags: &Flags,
    features: &BTreeSet<String>,
) {
    let source = found.source;
    inline::find(source, file, sites, flags, &mut |it| judge(found, it, features));
}

fn judge(found: &mut Collector<'_>, it: &Inline<'_>, features: &BTreeSet<String>) {
    let Inline { fallback, needs, offset, item, form, in_result } = *it;
    let (name, kind) = (form.name, fallback.kind());
    let (rule, message) = if matches!(fallback, Fallback::Panic(..)) && in_result {
        let message =
            format!("without `{needs}` this {name} panics, although a `Result` is returned");
        (&rules::PANICKING_FALLBACK, message)
    } else {
        let message = format!("without `{needs}` this {name} only fails (fallback: {kind})");
        (&rules::HAND_WRITTEN_PAIR, message)
    };
    let adopt = Adopt::leaves(&form.reason.into());
    found.add_with(rule, offset, item, message, Some(adopt));
    if form.is_exclusive {
        message::check(found, fallback, needs, features, offset, item);
    }
}
