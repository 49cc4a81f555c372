//! Types that stand in for a backend that is not compiled.

use super::collector::Collector;
use super::finding::Adopt;
use super::message::{Verdict, verdict};
use super::rules;
use crate::convert::decide::{self, Reason, View};
use crate::understand::dummy::{self, Body, Dummy, DummyType};
use crate::understand::function::{Function, returns_result};

/// What there is to say about a dummy module; `obstacle` is why nothing of the package can be
/// converted.
pub(super) fn find(
    found: &mut Collector<'_>,
    view: &View<'_>,
    dummy: &Dummy,
    obstacle: Option<&Reason>,
) {
    let Some(stubs) = decide::stubs(view, dummy) else { return };
    let predicate = dummy.off.negated();
    let features = &view.index.package.manifest.features;
    let panicking = dummy::panicking_macros(&view.file.items);
    for it in DummyType::all(view.file) {
        let owner = it.definition.ident.to_string();
        if is_stub(&it) {
            continue;
        }
        let is_part = |item: &str| item.split("::").next() == Some(&owner);
        let reason = stubs.left.iter().find(|it| is_part(&it.item)).map(|it| &it.reason);
        let is_converted = stubs.types.iter().any(|it| it.ident == owner);
        let adopt = match obstacle.or(reason.filter(|_| !is_converted)) {
            Some(reason) => Adopt::leaves(reason),
            None => Adopt::converts(),
        };
        let methods: Vec<(Function<'_>, Body)> = it
            .methods()
            .map(|method| (method, dummy::body(method.body, &panicking)))
            .filter(|(_, body)| *body != Body::Other)
            .collect();
        let offset = |method: &Function<'_>| method.range(view.source).start;
        let Some((first, _)) = methods.first() else { continue };
        let count = methods.len();
        let message = format!(
            "`{owner}` stands in for builds without `{predicate}`: {count} methods only fail"
        );
        found.add_with(&rules::DUMMY_IMPL, offset(first), &owner, message, Some(adopt));
        for (method, body) in &methods {
            let item = format!("{owner}::{}", method.name());
            if let Body::Error(text) | Body::Failure(Some(text)) = body
                && let Verdict::Wrong(other) = verdict(text, &predicate, features)
            {
                let message =
                    format!("`{predicate}` is missing, but the error names `{other}`: `{text}`");
                found.add(&rules::WRONG_FEATURE, offset(method), &item, message);
            }
            if *body == Body::Panic && returns_result(method.output()) {
                let message =
                    format!("without `{predicate}` it panics, although it returns a `Result`");
                found.add(&rules::PANICKING_FALLBACK, offset(method), &item, message);
            }
        }
    }
}

/// Whether the type is a stub already.
fn is_stub(it: &DummyType<'_>) -> bool {
    let mut paths = it.definition.attrs.iter().map(syn::Attribute::path);
    paths.any(|path| path.segments.last().is_some_and(|last| last.ident == "feature_stub"))
}
