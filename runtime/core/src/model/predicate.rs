//! What a gate requires of the build.

/// The condition of a gate, as written in the attribute, with the truth of each leaf in this build.
///
/// A leaf's truth is `cfg!(..)` evaluated in the crate that holds the gate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Predicate {
    /// A cargo feature of the gate's package, and whether it is enabled there.
    Feature(&'static str, bool),
    /// Any other `cfg` predicate as written, such as `unix` or `has_cutlass`, and whether it holds.
    Cfg(&'static str, bool),
    /// All of these; holds when empty, which is the predicate of an item that needs no feature.
    All(&'static [Predicate]),
    /// At least one of these.
    Any(&'static [Predicate]),
    /// Not this.
    Not(&'static Predicate),
}

impl Predicate {
    /// Whether the predicate holds in this build.
    #[must_use]
    pub const fn holds(&self) -> bool {
        match *self {
            Predicate::Feature(_, on) | Predicate::Cfg(_, on) => on,
            Predicate::All(all) => {
                let mut i = 0;
                while i < all.len() {
                    if !all[i].holds() {
                        return false;
                    }
                    i += 1;
                }
                true
            }
            Predicate::Any(any) => {
                let mut i = 0;
                while i < any.len() {
                    if any[i].holds() {
                        return true;
                    }
                    i += 1;
                }
                false
            }
            Predicate::Not(inner) => !inner.holds(),
        }
    }

    /// Calls `visit` with every feature that the predicate names and whether it is enabled.
    pub(crate) fn features(&self, visit: &mut dyn FnMut(&'static str, bool)) {
        match *self {
            Predicate::Feature(name, enabled) => visit(name, enabled),
            Predicate::Cfg(..) => {}
            Predicate::All(inner) | Predicate::Any(inner) => {
                for predicate in inner {
                    predicate.features(visit);
                }
            }
            Predicate::Not(inner) => inner.features(visit),
        }
    }

    /// The same predicate in a build where nothing of it holds.
    ///
    /// What it allocates lives as long as the process.
    pub(crate) fn in_a_build_without(&self) -> Self {
        self.with_leaves(false)
    }

    fn with_leaves(self, truth: bool) -> Self {
        let all = |inner: &'static [Predicate]| -> &'static [Predicate] {
            inner.iter().map(|predicate| predicate.with_leaves(truth)).collect::<Vec<_>>().leak()
        };
        match self {
            Predicate::Feature(name, _) => Predicate::Feature(name, truth),
            Predicate::Cfg(cfg, _) => Predicate::Cfg(cfg, truth),
            Predicate::All(inner) => Predicate::All(all(inner)),
            Predicate::Any(inner) => Predicate::Any(all(inner)),
            Predicate::Not(inner) => Predicate::Not(Box::leak(Box::new(inner.with_leaves(!truth)))),
        }
    }
}

/// The predicate in the notation of `#[requires_feature]`.
impl std::fmt::Display for Predicate {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let list = |f: &mut std::fmt::Formatter<'_>, name: &str, inner: &[Predicate]| {
            write!(f, "{name}(")?;
            for (i, predicate) in inner.iter().enumerate() {
                if i > 0 {
                    f.write_str(", ")?;
                }
                predicate.fmt(f)?;
            }
            f.write_str(")")
        };
        match self {
            Predicate::Feature(name, _) => write!(f, "\"{name}\""),
            Predicate::Cfg(cfg, _) => f.write_str(cfg),
            Predicate::All([]) => Ok(()),
            Predicate::All(inner) => list(f, "all", inner),
            Predicate::Any(inner) => list(f, "any", inner),
            Predicate::Not(inner) => list(f, "not", std::slice::from_ref(inner)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Predicate::{All, Any, Cfg, Feature, Not};
    use super::*;

    const CUDA: Predicate = Feature("cuda", true);
    const FLASH: Predicate = Feature("flash-attn", false);
    const FLASH3: Predicate = Feature("flash-attn-v3", false);

    #[test]
    fn a_build_without_lacks_every_leaf() {
        let predicate = All(&[CUDA, Not(&FLASH), Any(&[FLASH3, Cfg("unix", true)])]);
        let without = predicate.in_a_build_without();
        assert!(!without.holds());
        let off = [Feature("cuda", false), Not(&Feature("flash-attn", true))];
        let neither = Any(&[FLASH3, Cfg("unix", false)]);
        assert_eq!(without, All(vec![off[0], off[1], neither].leak()));
    }

    #[test]
    fn display_is_the_notation_of_the_attribute() {
        assert_eq!(
            All(&[CUDA, Not(&FLASH), Cfg("unix", true)]).to_string(),
            "all(\"cuda\", not(\"flash-attn\"), unix)"
        );
    }
}
