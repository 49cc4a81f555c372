//! Failures as a person wants to see them.

use std::collections::{BTreeMap, BTreeSet};

use crate::kind::Kind;
use crate::oracle::{Failure, Oracle};
use crate::package::Package;

/// One failure: what was drawn, what became of it, what was said.
pub(crate) fn of(failure: &Failure, packages: &[Package], oracle: &Oracle) -> String {
    let named = || packages.iter().filter(|it| it.name() == failure.package);
    let found = named()
        .flat_map(|package| package.modules.iter().map(move |module| (package, module)))
        .find(|(_, module)| failure.module.as_ref().is_some_and(|it| *it == module.name()));
    let Some((package, module)) = found else {
        let kinds = named().next().map(|it| &it.kinds);
        let Failure { package, state, text, .. } = failure;
        return format!("package {package} {kinds:?}, {state}:\n{text}");
    };
    let alone = Package { modules: vec![module.clone()], ..package.clone() };
    let adopted = oracle.adopt(std::slice::from_ref(&alone)).remove(&alone.name()).unwrap();
    let mut text = format!(
        "GENERATED_SEED={} {} {:?} {:?}, {}:\n{}\n",
        module.seed,
        module.name(),
        module.all_kinds(),
        package.kinds,
        failure.state,
        failure.text
    );
    for (path, before) in &adopted.before {
        let is_own = path.to_string_lossy().contains(&module.name());
        if is_own && path.starts_with("src") {
            let after = String::from_utf8_lossy(&adopted.after[path]);
            let before = String::from_utf8_lossy(before);
            text.push_str(&format!("--- {} before\n{before}\n", path.display()));
            let diff = similar::TextDiff::from_lines(&*before, &*after);
            text.push_str(&format!("--- what adopt did\n{}\n", diff.unified_diff()));
        }
    }
    text
}

/// Prints which kinds come up in what fails, and how often they come up at all.
pub(crate) fn blame(failures: &[Failure], packages: &[Package]) {
    let failed: BTreeSet<&String> = failures.iter().filter_map(|it| it.module.as_ref()).collect();
    let mut counts: BTreeMap<Kind, (usize, usize)> = BTreeMap::new();
    for module in packages.iter().flat_map(|it| &it.modules) {
        for kind in module.all_kinds() {
            let count = counts.entry(kind).or_default();
            count.0 += usize::from(failed.contains(&module.name()));
            count.1 += 1;
        }
    }
    let mut counts: Vec<_> = counts.into_iter().filter(|(_, (failed, _))| *failed > 0).collect();
    counts.sort_by_key(|(_, (failed, all))| std::cmp::Reverse(failed * 1000 / all));
    println!("kinds in the parts that fail (failed of the parts looked at):");
    for (kind, (failed, all)) in counts {
        println!("  {kind:?} {failed}/{all}");
    }
}
