//! What the rows are called.

use crate::build::quant_methods::QuantMethods;
use crate::model::capability::Capability;
use crate::model::named::plain;
use crate::text::sort::order;

/// For each capability the shortest end of its path that tells it from the others: `forward`,
/// `Flash::forward`, `attn::Flash::forward`.
pub(crate) fn labels(capabilities: &[&Capability], methods: &QuantMethods) -> Vec<String> {
    let name = |capability: &&Capability| {
        let method = capability.quant().and_then(|quant| methods.get(quant.method()).ok());
        capability.shown_name(method.is_some_and(|method| method.operations().len() == 1))
    };
    let shown: Vec<String> = capabilities.iter().map(name).collect();
    let paths: Vec<Vec<&str>> = capabilities.iter().map(|capability| capability.path()).collect();
    // From its end backwards: then those that share most of it are neighbours.
    let key = |at: usize| (capabilities[at].quant().is_some(), &shown[at], paths[at].iter().rev());
    let sorted = order(capabilities.len(), &|one, other| {
        let ((one, one_shown, one_path), (other, other_shown, other_path)) = (key(one), key(other));
        (one, one_shown).cmp(&(other, other_shown)).then_with(|| one_path.cmp(other_path))
    });
    // How many segments of their paths two of them share, if they need any to be told apart.
    let shared = |one: usize, other: usize| {
        let ((one, one_shown, one_path), (other, other_shown, other_path)) = (key(one), key(other));
        let is_alike = (one, one_shown) == (other, other_shown);
        is_alike.then(|| one_path.zip(other_path).take_while(|(one, other)| one == other).count())
    };
    let mut labels = vec![String::new(); capabilities.len()];
    for (place, &at) in sorted.iter().enumerate() {
        let before = place.checked_sub(1).map(|place| sorted[place]);
        let neighbours = before.into_iter().chain(sorted.get(place + 1).copied());
        let needed = neighbours.filter_map(|other| shared(at, other)).max().map_or(0, |it| it + 1);
        let path = &paths[at];
        let label = &mut labels[at];
        for segment in &path[path.len().saturating_sub(needed)..] {
            label.push_str(plain(segment));
            label.push_str("::");
        }
        label.push_str(&shown[at]);
        if let (true, Some((_, number))) =
            (needed > path.len(), capabilities[at].id().rsplit_once('#'))
        {
            label.push('#');
            label.push_str(number);
        }
    }
    labels
}
